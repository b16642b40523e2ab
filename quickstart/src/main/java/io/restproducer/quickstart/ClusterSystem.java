package io.restproducer.quickstart;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The operator, a broker for trying out and the examples in a cluster, by the manifests that users
 * apply. What it put there it takes away at the end of the run, and nothing else.
 */
final class ClusterSystem {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final SourceTree tree;
  private final Progress progress;
  private final Waiting waiting;
  private final KubernetesClient client;
  private final Manifests manifests;
  private final Installed installed;
  private Examples examples;
  private String bootstrapServers;

  ClusterSystem(SourceTree tree, Progress progress, Parts parts, KubernetesClient client) {
    this.tree = tree;
    this.progress = progress;
    this.waiting = new Waiting(progress, parts, () -> {});
    this.client = client;
    this.manifests = new Manifests(client);
    this.installed = parts.add(new Installed(manifests, progress));
  }

  /** Installs everything and returns when both example resources are Ready. */
  void install(QuickstartOptions options) {
    manifests.read(tree.crds()).forEach(installed::apply);
    List<HasMetadata> base = manifests.read(tree.base());
    base.forEach(installed::apply);
    progress.done("crds and deploy/base applied");
    if (options.kafka().isEmpty()) {
      List<HasMetadata> broker = manifests.read(tree.broker());
      broker.forEach(installed::apply);
      progress.done("a broker for trying out applied: deploy/overlays/dev-kafka");
      awaitRollout(broker);
      bootstrapServers = outside(broker);
    } else {
      bootstrapServers = options.kafka().get();
    }
    awaitRollout(base);
    applyExamples(options);
    new Readiness(client, examples).await(waiting, LIMIT, progress);
  }

  Examples examples() {
    return examples;
  }

  /** The brokers as this machine reaches them. */
  String bootstrapServers() {
    return bootstrapServers;
  }

  /** Nodes forward to the pods a moment after these are ready. */
  void awaitAnswer(String endpoint, HttpPost post) {
    waiting.until(endpoint + " answers", LIMIT, post::look);
  }

  /** The runtime pods of the example RestProducer. */
  List<Pod> pods() {
    return RuntimePods.of(client, examples);
  }

  private void awaitRollout(List<HasMetadata> objects) {
    for (HasMetadata object : objects) {
      if (object instanceof Deployment deployment) {
        String name = deployment.getMetadata().getName();
        waiting.until(name + " is rolled out", LIMIT, () -> look(deployment));
        progress.done(name + " is rolled out");
      }
    }
  }

  private Finding<Deployment> look(Deployment deployment) {
    Deployment now = client.resource(deployment).get();
    Integer available = now.getStatus() == null ? null : now.getStatus().getAvailableReplicas();
    return available != null && available > 0
        ? Finding.there(now)
        : Finding.notYet("no pod of it is available; its image has to be where the nodes find it");
  }

  private void applyExamples(QuickstartOptions options) {
    examples = new Examples(manifests.read(tree.examples()));
    options.kafka().ifPresent(examples::setBootstrapServers);
    options.replicas().ifPresent(examples::setReplicas);
    examples.setHost(nodeAddress());
    examples.deleteEverythingOnDeletion();
    waiting.until(
        "API server takes the examples",
        LIMIT,
        () -> {
          examples.objects().forEach(installed::apply);
          return Finding.there(examples);
        });
    progress.done(
        "deploy/examples applied, with kafka.bootstrapServers: %s and %s as host of both endpoints"
            .formatted(examples.bootstrapServers(), nodeAddress()));
  }

  /** A node port answers at every node's address. */
  private String nodeAddress() {
    return client.nodes().list().getItems().stream()
        .map(Node::getStatus)
        .flatMap(status -> status.getAddresses().stream())
        .filter(address -> address.getType().equals("InternalIP"))
        .map(NodeAddress::getAddress)
        .findFirst()
        .orElseThrow(() -> new QuickstartFailure("no node of the cluster has an InternalIP"));
  }

  /** The broker names itself by its node's address and its node port. */
  private String outside(List<HasMetadata> broker) {
    Service service =
        broker.stream()
            .filter(Service.class::isInstance)
            .map(Service.class::cast)
            .filter(candidate -> "NodePort".equals(candidate.getSpec().getType()))
            .findFirst()
            .orElseThrow(() -> new QuickstartFailure(tree.broker() + " holds no NodePort"));
    int port =
        service.getSpec().getPorts().stream()
            .map(ServicePort::getNodePort)
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow();
    String node =
        client
            .pods()
            .inNamespace(service.getMetadata().getNamespace())
            .withLabels(service.getSpec().getSelector())
            .list()
            .getItems()
            .get(0)
            .getStatus()
            .getHostIP();
    return node + ":" + port;
  }
}
