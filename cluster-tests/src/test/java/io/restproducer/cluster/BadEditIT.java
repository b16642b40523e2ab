package io.restproducer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

@OnCluster
class BadEditIT {
  @Full
  void aWrongAddressReplacesNoPodAndIsUndoneByTheNextEdit(Stage stage) {
    Gateway gateway = stage.ready();
    List<String> before = names(gateway);
    String right = gateway.producer().getSpec().kafka.bootstrapServers;
    Outcomes outcomes;
    try (Load load = Load.start(gateway)) {
      load.awaitAcknowledged(200);
      gateway.patchProducer(
          "{\"kafka\":{\"bootstrapServers\":\"nowhere." + stage.namespace() + ":9092\"}}");
      await()
          .atMost(Gateway.LIMIT)
          .untilAsserted(
              () -> {
                Condition ready = gateway.condition("Ready");
                Condition progressing = gateway.condition("Progressing");
                assertThat(ready.getStatus()).isEqualTo("False");
                assertThat(progressing.getReason()).isEqualTo("WaitingForKafka");
                assertThat(gateway.condition("KafkaReachable").getMessage())
                    .contains("nowhere." + stage.namespace());
              });
      load.awaitAcknowledged(2000);
      assertThat(names(gateway)).containsAll(before);

      gateway.patchProducer("{\"kafka\":{\"bootstrapServers\":\"" + right + "\"}}");
      gateway.awaitRolledOut();
      load.awaitAcknowledged(200);
      outcomes = load.stop();
    }
    assertThat(names(gateway)).containsExactlyInAnyOrderElementsOf(before);
    assertThat(outcomes.failed()).isEmpty();
    Comparison comparison = stage.compare(outcomes);
    Figures.note("bad edit", outcomes + ", " + comparison);
    assertThat(comparison.isClean()).isTrue();
  }

  private static List<String> names(Gateway gateway) {
    return gateway.pods().stream().map(Pod::getMetadata).map(m -> m.getName()).toList();
  }
}
