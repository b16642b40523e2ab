package io.restproducer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

@OnCluster
class OperatorKilledIT {
  @Landing
  @Full
  void killedDuringARolloutItEndsAsIfNothingHadHappened(Stage stage) {
    Gateway gateway = stage.ready();
    Lasting before = stage.lasting();
    try (Load load = Load.start(gateway)) {
      load.awaitAcknowledged(100);
      gateway.patchProducer("{\"maxMessageSize\":131072}");
      await().until(() -> gateway.pods().size() > 2);
      stage.cluster().killOperator();
      gateway.awaitRolledOut();
      load.awaitAcknowledged(100);
      Outcomes outcomes = load.stop();

      assertThat(outcomes.failed()).isEmpty();
      assertThat(stage.compare(outcomes).isClean()).isTrue();
    }
    assertThat(gateway.producer().getStatus().limits.maxMessageSize).isEqualTo(131_072);
    // The configuration of the pods that are gone goes, too.
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              Lasting after = stage.lasting();
              assertThat(after.secrets()).isEqualTo(before.secrets());
              assertThat(withoutHash(after)).isEqualTo(withoutHash(before));
            });
  }

  /** The configuration's name changes with its content. */
  private static List<String> withoutHash(Lasting lasting) {
    return lasting.objects().stream()
        .map(object -> object.replaceFirst("gateway-runtime-.*", "gateway-runtime"))
        .toList();
  }
}
