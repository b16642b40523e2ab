package io.restproducer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.time.Duration;

/** Two operators of the overlay ha. */
@OnCluster
class LeaderKilledIT {
  private static final Path OVERLAY = Path.of("..", "deploy", "overlays", "ha");

  @Full
  void theOneThatStandsByEndsTheRollout(Stage stage) {
    Cluster cluster = stage.cluster();
    try {
      cluster.kubectl().run("apply", "--server-side", "-k", OVERLAY.toString());
      cluster.awaitRollout(Cluster.OPERATOR_NAMESPACE, Cluster.OPERATOR);
      Gateway gateway = stage.ready();
      Lasting before = stage.lasting();
      Outcomes outcomes;
      Duration took;
      String former = leader(cluster);
      try (Load load = Load.start(gateway)) {
        load.awaitAcknowledged(100);
        gateway.patchProducer("{\"maxMessageSize\":131072}");
        await().until(() -> gateway.pods().size() > 2);
        Duration killed = load.elapsed();
        new NodeAgent(cluster).kill(pod(cluster, former));
        gateway.awaitRolledOut();
        took = load.elapsed().minus(killed);
        load.awaitAcknowledged(100);
        outcomes = load.stop();
      }
      Figures.note(
          "leader killed", "rolled out %d ms later, %s".formatted(took.toMillis(), outcomes));
      assertThat(outcomes.failed()).isEmpty();
      assertThat(stage.compare(outcomes).isClean()).isTrue();
      assertThat(stage.lasting().secrets()).isEqualTo(before.secrets());
    } finally {
      stage.close();
      cluster.uninstall();
    }
  }

  private static String leader(Cluster cluster) {
    return cluster
        .client()
        .leases()
        .inNamespace(Cluster.OPERATOR_NAMESPACE)
        .withName(Cluster.OPERATOR)
        .require()
        .getSpec()
        .getHolderIdentity();
  }

  /** Its identity begins with the name of its pod. */
  private static Pod pod(Cluster cluster, String identity) {
    return cluster
        .client()
        .pods()
        .inNamespace(Cluster.OPERATOR_NAMESPACE)
        .list()
        .getItems()
        .stream()
        .filter(pod -> identity.startsWith(pod.getMetadata().getName()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no pod of the leader " + identity));
  }
}
