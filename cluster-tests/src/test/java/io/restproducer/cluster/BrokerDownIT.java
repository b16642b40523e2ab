package io.restproducer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;

@OnCluster
class BrokerDownIT {
  private static final Duration AWAY = Duration.ofSeconds(20);
  private static final Duration READY = Duration.ofSeconds(30);

  @Full
  void whileTheBrokerIsAwayCallersAreToldSoAndNoPodIsDisturbed(Stage stage) {
    try (Broker broker = Broker.beside(stage, 1)) {
      Gateway gateway = stage.applied(broker.bootstrapServers());
      gateway.awaitReady();
      Outcomes outcomes;
      Duration recovered;
      try (PodWatch pods = new PodWatch(stage.cluster(), stage.namespace());
          Load load = Load.start(gateway)) {
        load.awaitAcknowledged(500);
        broker.stop();
        load.awaitElapsed(AWAY);
        broker.start();
        Duration back = load.elapsed();
        load.awaitAcknowledged(500);
        outcomes = load.stop();
        recovered = outcomes.after(back).firstAcknowledged().minus(back);
        assertThat(pods.disturbances()).isEmpty();
      }
      Comparison comparison =
          Comparison.of(
              outcomes, TopicContent.read(broker.outsideBootstrapServers(), outcomes.topic()));
      Figures.note(
          "broker away for 20 s",
          "%s, %s, first 200 %d ms after the broker was ready"
              .formatted(outcomes, comparison, recovered.toMillis()));
      assertThat(outcomes.failed())
          .allSatisfy(
              failed ->
                  assertThat(
                          failed.status() == 408 || failed.status() == 503 && failed.retryAfter())
                      .as(failed.toString())
                      .isTrue());
      assertThat(comparison.isClean()).as(comparison.toString()).isTrue();
    }
  }

  @Full
  void withoutABrokerAtTheFirstStartItSaysWhichAddressAndComesUpByItself(Stage stage) {
    try (Broker broker = Broker.beside(stage, 0)) {
      Gateway gateway = stage.applied(broker.bootstrapServers());
      await().atMost(Gateway.LIMIT).until(() -> gateway.pods().size() == 2);
      await()
          .atMost(Gateway.LIMIT)
          .untilAsserted(
              () -> {
                Condition reachable = gateway.condition("KafkaReachable");
                assertThat(reachable.getStatus()).isEqualTo("False");
                assertThat(reachable.getMessage()).contains(broker.bootstrapServers());
              });
      // Long enough for a probe to end a pod that it would.
      await()
          .during(READY)
          .atMost(READY.multipliedBy(2))
          .until(() -> gateway.condition("Ready").getStatus().equals("False"));

      broker.start();
      long there = System.nanoTime();
      gateway.awaitReady();
      Duration took = Duration.ofNanos(System.nanoTime() - there);
      Figures.note(
          "no broker at the first start", "Ready " + took.toMillis() + " ms after it came");
      assertThat(took).isLessThan(READY);
      assertThat(gateway.restarts()).isZero();
    }
  }
}
