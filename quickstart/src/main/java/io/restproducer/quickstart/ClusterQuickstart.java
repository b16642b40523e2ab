package io.restproducer.quickstart;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.restproducer.dev.kubernetes.ClusterAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Installs into a cluster instead of running one here. It leaves in place what it installed, and
 * never changes the user's kubeconfig.
 */
final class ClusterQuickstart {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final SourceTree tree;
  private final RunDirectory directory;
  private final Progress progress;
  private final Parts parts;
  private final Waiting waiting;

  ClusterQuickstart(SourceTree tree, RunDirectory directory, Progress progress, Parts parts) {
    this.tree = tree;
    this.directory = directory;
    this.progress = progress;
    this.parts = parts;
    this.waiting = new Waiting(progress, parts, () -> {});
  }

  void run(QuickstartOptions options) {
    Path given = options.kubeconfig().orElseThrow();
    KubernetesClient client =
        parts.add(new KubernetesClientBuilder().withConfig(ClusterAccess.of(given)).build());
    Manifests manifests = new Manifests(client);
    progress.done("API server: " + client.getMasterUrl() + " (the cluster of " + given + ")");
    progress.note(
        "needed there: the images of operator and runtime on the nodes or in a registry that they"
            + " reach, and a Kafka cluster");
    Deployment operator = install(client, manifests);
    awaitOperator(client, operator);
    Examples examples = applyExamples(client, manifests, options);
    waiting.until("both resources become Ready", LIMIT, new Readiness(client, examples)::look);
    progress.done("RestProducer and ServiceId are Ready");
    Path kubeconfig =
        KubeconfigFile.copy(given, directory.resolve("kubeconfig"), examples.namespace());
    Caller caller = Caller.of(client, examples, directory);
    waiting.until(caller.endpoint() + " answers", LIMIT, new HttpPost(caller)::look);
    new FirstMessage(progress, new RecordReader(examples.bootstrapServers()))
        .send(caller, examples.topic());
    progress.note(
        "KUBECONFIG=%s kubectl edit restproducer %s"
            .formatted(ShellWord.of(kubeconfig.toString()), examples.restProducerName()));
    writeEnv(kubeconfig, examples, caller);
  }

  private Deployment install(KubernetesClient client, Manifests manifests) {
    manifests.read(tree.crds()).forEach(manifests::apply);
    List<HasMetadata> base = manifests.read(tree.base());
    base.forEach(manifests::apply);
    progress.done("crds and deploy/base applied");
    return base.stream()
        .filter(Deployment.class::isInstance)
        .map(Deployment.class::cast)
        .findFirst()
        .orElseThrow(() -> new QuickstartFailure("deploy/base holds no Deployment"));
  }

  private void awaitOperator(KubernetesClient client, Deployment operator) {
    waiting.until(
        "operator is rolled out",
        LIMIT,
        () -> {
          Deployment now = client.resource(operator).get();
          Integer available =
              now.getStatus() == null ? null : now.getStatus().getAvailableReplicas();
          return available != null && available > 0
              ? Finding.there(now)
              : Finding.notYet("no pod of it is available");
        });
    progress.done("operator is rolled out");
  }

  private Examples applyExamples(
      KubernetesClient client, Manifests manifests, QuickstartOptions options) {
    Examples examples = new Examples(manifests.read(tree.examples()));
    options.kafka().ifPresent(examples::setBootstrapServers);
    options.replicas().ifPresent(examples::setReplicas);
    examples.setHost(nodeAddress(client));
    waiting.until(
        "API server takes the examples",
        LIMIT,
        () -> {
          examples.objects().forEach(manifests::apply);
          return Finding.there(examples);
        });
    progress.done(
        "deploy/examples applied, with kafka.bootstrapServers: %s and expose.api.host: %s"
            .formatted(examples.bootstrapServers(), nodeAddress(client)));
    return examples;
  }

  /** A node port answers at every node's address. */
  private static String nodeAddress(KubernetesClient client) {
    return client.nodes().list().getItems().stream()
        .map(Node::getStatus)
        .flatMap(status -> status.getAddresses().stream())
        .filter(address -> address.getType().equals("InternalIP"))
        .map(NodeAddress::getAddress)
        .findFirst()
        .orElseThrow(() -> new QuickstartFailure("no node of the cluster has an InternalIP"));
  }

  private void writeEnv(Path kubeconfig, Examples examples, Caller caller) {
    new EnvFile()
        .with("KUBECONFIG", kubeconfig)
        .with("KAFKA_BOOTSTRAP", examples.bootstrapServers())
        .with("NAMESPACE", examples.namespace())
        .with("RESTPRODUCER", examples.restProducerName())
        .with("API_ENDPOINT", caller.endpoint())
        .with("CLIENT_AUTH_ENDPOINT", "")
        .with("CA_CERT", caller.caCertificate())
        .with("API_KEY_FILE", caller.apiKeyFile())
        .with("CLIENT_CERT", "")
        .with("CLIENT_KEY", "")
        .with("TOPIC", examples.topic())
        .with("MANAGEMENT_ENDPOINTS", "")
        .with("CLI", "")
        .with("LOGS", directory.logs())
        .write(directory.resolve("env"));
  }
}
