package io.restproducer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;

@OnCluster
class PodLostIT {
  @Full
  void killedOneLosesNothingAcknowledgedAndNewConnectionsGoOn(Stage stage) {
    Gateway gateway = stage.ready();
    Duration probe = gateway.readinessPeriod();
    Outcomes outcomes;
    try (Load load = Load.start(gateway)) {
      load.awaitAcknowledged(500);
      new NodeAgent(stage.cluster()).kill(gateway.pods().get(0));
      gateway.awaitReady();
      load.awaitAcknowledged(500);
      outcomes = load.stop();
    }
    List<Outcome> refused =
        outcomes.failed().stream().filter(outcome -> outcome.newConnection()).toList();
    Duration refusedFor =
        refused.isEmpty()
            ? Duration.ZERO
            : refused.get(refused.size() - 1).at().minus(refused.get(0).at());
    Comparison comparison = stage.compare(outcomes);
    Figures.note(
        "runtime pod killed",
        "%s, %s, new connections refused for %d ms"
            .formatted(outcomes, comparison, refusedFor.toMillis()));
    assertThat(refusedFor).isLessThanOrEqualTo(probe);
    assertThat(outcomes.byStatus().keySet()).isSubsetOf(0, 200);
    assertThat(comparison.isClean()).as(comparison.toString()).isTrue();
  }

  @Full
  void anEvictionLosesNoRequestAndASecondOneHasToWait(Stage stage) {
    Gateway gateway = stage.ready();
    List<Pod> pods = gateway.pods();
    Outcomes outcomes;
    try (Load load = Load.start(gateway)) {
      load.awaitAcknowledged(500);
      assertThat(evict(stage, pods.get(0))).isTrue();
      assertThat(evict(stage, pods.get(1))).as("with one pod left").isFalse();
      await()
          .atMost(Gateway.LIMIT)
          .until(() -> gateway.pods().size() == 2 && evict(stage, pods.get(1)));
      await()
          .atMost(Gateway.LIMIT)
          .until(() -> gateway.pods().stream().noneMatch(pod -> isOneOf(pods, pod)));
      gateway.awaitRolledOut();
      load.awaitAcknowledged(500);
      outcomes = load.stop();
    }
    Comparison comparison = stage.compare(outcomes);
    Figures.note("both runtime pods evicted", outcomes + ", " + comparison);
    assertThat(outcomes.failed()).isEmpty();
    assertThat(comparison.isClean()).as(comparison.toString()).isTrue();
  }

  /** Asks for it once, as a drain does; false: the disruption budget does not allow it now. */
  private static boolean evict(Stage stage, Pod pod) {
    String name = pod.getMetadata().getName();
    String eviction =
        "{\"apiVersion\":\"policy/v1\",\"kind\":\"Eviction\",\"metadata\":{\"name\":\"%s\"}}"
            .formatted(name);
    String path = "/api/v1/namespaces/" + stage.namespace() + "/pods/" + name + "/eviction";
    Kubectl.Result result =
        stage.cluster().kubectl().call(eviction, "create", "--raw", path, "-f", "-");
    assertThat(result.code() == 0 || result.output().contains("disruption budget"))
        .as(result.output())
        .isTrue();
    return result.code() == 0;
  }

  private static boolean isOneOf(List<Pod> pods, Pod pod) {
    return pods.stream().anyMatch(p -> p.getMetadata().getUid().equals(pod.getMetadata().getUid()));
  }
}
