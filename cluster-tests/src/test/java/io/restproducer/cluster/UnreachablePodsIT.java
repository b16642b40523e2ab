package io.restproducer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;

/**
 * Needs commands that keep the operator from the pods' port 8080: {@code -Dpods.cut -Dpods.mend}.
 */
@OnCluster
class UnreachablePodsIT {
  private static final Duration OBEYED = Duration.ofSeconds(120);

  @Full
  void aRevocationComesThroughTheMountedSecretAndTheConditionNamesThePods(Stage stage)
      throws Exception {
    GivenCommand cut = GivenCommand.of("pods.cut");
    GivenCommand mend = GivenCommand.of("pods.mend");
    Gateway gateway = stage.ready();
    try (Load load = Load.start(gateway)) {
      load.awaitAcknowledged(200);
      cut.run();
      Duration took;
      try {
        took = load.awaitOnly(401, () -> gateway.patchCaller("{\"suspend\":true}"));
        Condition propagated = gateway.condition("KeysPropagated");
        assertThat(propagated.getStatus()).isEqualTo("False");
        assertThat(propagated.getMessage())
            .contains(gateway.pods().stream().map(pod -> pod.getMetadata().getName()).toList());
        Figures.note(
            "operator cut off from the pods",
            "suspended after %d ms; KeysPropagated: %s"
                .formatted(took.toMillis(), propagated.getMessage()));
      } finally {
        mend.run();
      }
      assertThat(took).isLessThanOrEqualTo(OBEYED);
      await()
          .atMost(Gateway.LIMIT)
          .until(() -> gateway.condition("KeysPropagated").getStatus().equals("True"));
    }
  }
}
