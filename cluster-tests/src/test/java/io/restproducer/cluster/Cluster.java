package io.restproducer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.restproducer.crds.RestProducer;
import io.restproducer.dev.kubernetes.ClusterAccess;
import java.nio.file.Path;
import java.util.List;

/**
 * The cluster of KUBECONFIG, with the product and a broker installed by the manifests that users
 * apply. It takes away what it installed, and never starts where somebody uses the product.
 */
final class Cluster implements AutoCloseable {
  static final String OPERATOR_NAMESPACE = "restproducer-system";
  static final String OPERATOR = "restproducer-operator";
  private static final Path OVERLAY = Path.of("..", "deploy", "overlays", "dev-kafka");
  private static final String SCENARIOS = "restproducer.io/cluster-tests";

  private final KubernetesClient client;
  private final Kubectl kubectl = new Kubectl();
  private boolean installed;

  private Cluster(KubernetesClient client) {
    this.client = client;
  }

  static Cluster current() {
    KubernetesClient client =
        new KubernetesClientBuilder().withConfig(ClusterAccess.current()).build();
    Cluster cluster = new Cluster(client);
    cluster.refuseIfInUse();
    return cluster;
  }

  KubernetesClient client() {
    return client;
  }

  Kubectl kubectl() {
    return kubectl;
  }

  /** The brokers as pods reach them. */
  String bootstrapServers() {
    return "dev-kafka.dev-kafka:9092";
  }

  /** The broker as this machine reaches it: a node port that the broker names itself by. */
  String outsideBootstrapServers() {
    return brokerNode() + ":30992";
  }

  /** Where node ports answer. */
  String nodeAddress() {
    return client.nodes().list().getItems().stream()
        .flatMap(node -> node.getStatus().getAddresses().stream())
        .filter(address -> address.getType().equals("InternalIP"))
        .map(NodeAddress::getAddress)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no node has an InternalIP"));
  }

  /** Installs what is missing and waits until it is at work. */
  void install() {
    if (!installed) {
      installed = true;
      kubectl.run("apply", "--server-side", "-k", OVERLAY.toString());
    }
    awaitRollout(OPERATOR_NAMESPACE, OPERATOR);
    awaitRollout("dev-kafka", "dev-kafka");
  }

  /** Somebody else has installed it by other commands. */
  void markInstalled() {
    installed = true;
  }

  /** Takes everything away, resources first, as docs/install.md says. */
  void uninstall() {
    installed = false;
    kubectl.call("", "delete", "namespaces", "-l", SCENARIOS, "--ignore-not-found");
    kubectl.run("delete", "-k", OVERLAY.toString(), "--ignore-not-found", "--timeout=120s");
  }

  /** What of an install is in the cluster as a whole. */
  List<String> installed() {
    return kubectl
        .run("get", "crds,clusterroles,clusterrolebindings,namespaces", "-o", "name")
        .lines()
        .filter(name -> name.contains("restproducer") || name.contains("dev-kafka"))
        .toList();
  }

  /** SIGKILL; returns when its container has been started again. */
  void killOperator() {
    Pod pod =
        client
            .pods()
            .inNamespace(OPERATOR_NAMESPACE)
            .withLabel("app.kubernetes.io/component", "operator")
            .list()
            .getItems()
            .get(0);
    new NodeAgent(this).kill(pod);
  }

  void awaitRollout(String namespace, String deployment) {
    kubectl.run("-n", namespace, "rollout", "status", "deployment/" + deployment, "--timeout=180s");
  }

  @Override
  public void close() {
    try {
      if (installed) {
        uninstall();
      }
    } finally {
      client.close();
    }
  }

  private String brokerNode() {
    return client
        .pods()
        .inNamespace("dev-kafka")
        .withLabel("app.kubernetes.io/name", "dev-kafka")
        .list()
        .getItems()
        .stream()
        .map(pod -> pod.getStatus().getHostIP())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no pod of dev-kafka is there"));
  }

  private void refuseIfInUse() {
    List<String> own =
        client.namespaces().withLabel(SCENARIOS).list().getItems().stream()
            .map(namespace -> namespace.getMetadata().getName())
            .toList();
    if (client.apiextensions().v1().customResourceDefinitions().list().getItems().stream()
        .noneMatch(crd -> crd.getMetadata().getName().equals("restproducers.restproducer.io"))) {
      return;
    }
    List<String> used =
        client.resources(RestProducer.class).inAnyNamespace().list().getItems().stream()
            .map(producer -> producer.getMetadata().getNamespace())
            .filter(namespace -> !own.contains(namespace))
            .toList();
    assertThat(used)
        .as(
            "namespaces of RestProducers in use; these tests install and uninstall the operator:"
                + " delete them or take another cluster")
        .isEmpty();
  }
}
