package io.restproducer.cluster;

import io.fabric8.kubernetes.api.model.Node;
import java.util.Map;

/** A Kafka broker of one scenario, which may stop and start it; its records outlive its pod. */
final class Broker implements AutoCloseable {
  /** On the node; named for what it is, as it stays there, empty. */
  private static final String FOLDER = "/var/tmp/restproducer-cluster-tests";

  private final Cluster cluster;
  private final String namespace;
  private final Node node;

  private Broker(Cluster cluster, String namespace, Node node) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.node = node;
  }

  /** A broker beside a stage; with 0 replicas its address is there and nobody behind it. */
  static Broker beside(Stage stage, int replicas) {
    Cluster cluster = stage.cluster();
    Node node = cluster.client().nodes().list().getItems().get(0);
    Broker broker = new Broker(cluster, stage.namespace() + "-kafka", node);
    Map<String, String> values =
        Map.of(
            "namespace",
            broker.namespace,
            "node",
            node.getMetadata().getName(),
            "folder",
            FOLDER,
            "replicas",
            Integer.toString(replicas));
    cluster.kubectl().apply(Stage.filled("broker.yaml", values));
    if (replicas > 0) {
      cluster.awaitRollout(broker.namespace, "kafka");
    }
    return broker;
  }

  /** As pods reach it. */
  String bootstrapServers() {
    return "kafka." + namespace + ":9092";
  }

  /** As this machine reaches it. */
  String outsideBootstrapServers() {
    return cluster.nodeAddress() + ":30993";
  }

  /** Its pod is deleted, and none follows; returns when it is gone. */
  void stop() {
    scale(0);
    cluster
        .kubectl()
        .run("-n", namespace, "wait", "pods", "-l", "app=kafka", "--for=delete", "--timeout=90s");
  }

  /** Returns when it takes requests. */
  void start() {
    scale(1);
    cluster.awaitRollout(namespace, "kafka");
  }

  private void scale(int replicas) {
    cluster.kubectl().run("-n", namespace, "scale", "deployment/kafka", "--replicas=" + replicas);
  }

  @Override
  public void close() {
    cluster.kubectl().run("delete", "namespace", namespace, "--timeout=120s");
    new NodeAgent(cluster).clear(FOLDER, node.getMetadata().getName());
  }
}
