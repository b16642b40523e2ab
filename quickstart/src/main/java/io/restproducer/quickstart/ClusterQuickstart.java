package io.restproducer.quickstart;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.restproducer.dev.kubernetes.ClusterAccess;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The tour of a system in a cluster: the same as on this machine, and as little left behind. */
final class ClusterQuickstart {
  private static final int MANAGEMENT_PORT = 8080;

  private final SourceTree tree;
  private final RunDirectory directory;
  private final Progress progress;
  private final Parts parts;

  ClusterQuickstart(SourceTree tree, RunDirectory directory, Progress progress, Parts parts) {
    this.tree = tree;
    this.directory = directory;
    this.progress = progress;
    this.parts = parts;
  }

  /** Returns when the env file says that everything is up. */
  void run(QuickstartOptions options) {
    Path given = options.kubeconfig().orElseThrow();
    KubernetesClient client =
        parts.add(new KubernetesClientBuilder().withConfig(ClusterAccess.of(given)).build());
    progress.done("API server: " + client.getMasterUrl() + " (the cluster of " + given + ")");
    ClusterSystem system = new ClusterSystem(tree, progress, parts, client);
    system.install(options);
    Examples examples = system.examples();
    Path kubeconfig =
        KubeconfigFile.copy(given, directory.resolve("kubeconfig"), examples.namespace());
    Caller caller = Caller.of(client, examples, directory);
    CertifiedCaller certified = CertifiedCaller.of(client, examples, directory);
    system.awaitAnswer(caller.endpoint(), new HttpPost(caller));
    system.awaitAnswer(certified.endpoint(), new HttpPost(certified));
    FirstMessage message = new FirstMessage(progress, new RecordReader(system.bootstrapServers()));
    message.send(caller, examples.topic());
    message.send(certified, examples.topic());
    tell(kubeconfig, system, caller, certified);
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
        .with("MANAGEMENT_ENDPOINTS", managementEndpoints(client, system))
        .with("CLI", tree.commandLineTool())
        .with("LOGS", directory.logs())
        .write(directory.resolve("env"));
  }

  private void tell(
      Path kubeconfig, ClusterSystem system, Caller caller, CertifiedCaller certified) {
    progress.heading("What is up");
    progress.note("Kafka         " + system.bootstrapServers());
    progress.note("API endpoint  " + caller.endpoint());
    progress.note("client auth   " + certified.endpoint());
    progress.note("for scripts   . " + ShellWord.of(directory.resolve("env").toString()));
    new NextSteps(progress, kubeconfig).tell(system.examples(), caller, tree.commandLineTool());
  }

  /** Pods have no address outside of the cluster: each is forwarded to, for as long as it lives. */
  private String managementEndpoints(KubernetesClient client, ClusterSystem system) {
    return system.pods().stream()
        .map(pod -> parts.add(forward(client, pod)).getLocalPort())
        .map(port -> "http://127.0.0.1:" + port)
        .collect(Collectors.joining(" "));
  }

  private static LocalPortForward forward(KubernetesClient client, Pod pod) {
    return client
        .pods()
        .inNamespace(pod.getMetadata().getNamespace())
        .withName(pod.getMetadata().getName())
        .portForward(MANAGEMENT_PORT);
  }
}
