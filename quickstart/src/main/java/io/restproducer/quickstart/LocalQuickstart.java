package io.restproducer.quickstart;

import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tour of a system on this machine: start it, send a first message, tell how to go on. */
final class LocalQuickstart {
  private static final String MANAGEMENT = "management";
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final SourceTree tree;
  private final LocalSystem system;
  private final RunDirectory directory;
  private final Progress progress;

  LocalQuickstart(SourceTree tree, LocalSystem system, RunDirectory directory, Progress progress) {
    this.tree = tree;
    this.system = system;
    this.directory = directory;
    this.progress = progress;
  }

  /** Returns when the env file says that everything is up. */
  void run(QuickstartOptions options) {
    system.start(options);
    Examples examples = system.examples();
    Path kubeconfig =
        KubeconfigFile.copy(
            system.apiServer().kubeconfig(), directory.resolve("kubeconfig"), examples.namespace());
    Caller caller = Caller.of(system.client(), examples, directory);
    CertifiedCaller certified = CertifiedCaller.of(system.client(), examples, directory);
    // As in a cluster, a Service follows its pods a moment later.
    system.waiting().until(caller.endpoint() + " answers", LIMIT, new HttpPost(caller)::look);
    system.waiting().until(certified.endpoint() + " answers", LIMIT, new HttpPost(certified)::look);
    FirstMessage message = new FirstMessage(progress, new RecordReader(system.bootstrapServers()));
    message.send(caller, examples.topic());
    message.send(certified, examples.topic());
    tell(kubeconfig, caller, certified);
    new EnvFile()
        .with("KUBECONFIG", kubeconfig)
        .with("KAFKA_BOOTSTRAP", system.bootstrapServers())
        .with("NAMESPACE", examples.namespace())
        .with("RESTPRODUCER", examples.restProducerName())
        .with("API_ENDPOINT", caller.endpoint())
        .with("CLIENT_AUTH_ENDPOINT", certified.endpoint())
        .with("CA_CERT", caller.caCertificate())
        .with("API_KEY_FILE", caller.apiKeyFile())
        .with("CLIENT_CERT", certified.certificate())
        .with("CLIENT_KEY", certified.privateKey())
        .with("TOPIC", examples.topic())
        .with("OPERATOR_PID", system.operator().pid())
        .with("MANAGEMENT_ENDPOINTS", managementEndpoints())
        .with("CLI", tree.commandLineTool())
        .with("LOGS", directory.logs())
        .write(directory.resolve("env"));
  }

  private void tell(Path kubeconfig, Caller caller, CertifiedCaller certified) {
    progress.heading("What is up");
    progress.note("API server    " + system.apiServer().description());
    progress.note("Kafka         " + system.bootstrapServers());
    progress.note("API endpoint  " + caller.endpoint());
    progress.note("client auth   " + certified.endpoint());
    progress.note("logs          " + directory.logs());
    progress.note("for scripts   . " + ShellWord.of(directory.resolve("env").toString()));
    new NextSteps(progress, kubeconfig).tell(system.examples(), caller, tree.commandLineTool());
  }

  private String managementEndpoints() {
    return system.pods().stream()
        .map(LocalQuickstart::managementEndpoint)
        .flatMap(Optional::stream)
        .collect(Collectors.joining(" "));
  }

  static Optional<String> managementEndpoint(Pod pod) {
    return pod.getSpec().getContainers().stream()
        .flatMap(container -> container.getPorts().stream())
        .filter(port -> MANAGEMENT.equals(port.getName()))
        .map(port -> "http://" + pod.getStatus().getPodIP() + ":" + port.getContainerPort())
        .findFirst();
  }
}
