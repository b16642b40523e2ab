package io.restproducer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

@OnCluster
class MemoryIT {
  private static final int RECORD = 65_536;
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final Duration OVERLOAD = Duration.ofMinutes(5);
  private static final int WHATEVER_COMES = 100_000;
  private static final int FEW = 40;

  /** More than one ServiceId may have under way with records of this size. */
  private static final int MANY = 600;

  @Full
  void twiceWhatAPodSustainsIsRefusedBeyondItAndNeverKillsIt(Stage stage) {
    try (Broker broker = Broker.beside(stage, 1)) {
      Gateway gateway = stage.applied(broker.bootstrapServers());
      // Records are thrown away soon: minutes of load would fill the node's disk.
      gateway.patchProducer(
          "{\"replicas\":1,\"topics\":[{\"name\":\"%s\",\"partitions\":3,\"config\":"
                  .formatted(stage.topic())
              + "{\"retention.bytes\":\"67108864\",\"segment.bytes\":\"16777216\"}}]}");
      gateway.awaitRolledOut();
      int sustained = sustained(gateway);
      Outcomes outcomes;
      try (Load load = Load.start(gateway, MANY, 2 * sustained, RECORD)) {
        load.awaitElapsed(OVERLOAD);
        outcomes = load.stop();
      }
      Duration recovered;
      try (Load load = Load.start(gateway, FEW, sustained / 4, RECORD)) {
        recovered = load.awaitOnly(200, () -> {});
      }
      Figures.note(
          "memory",
          "%d records of 64 KiB a second are sustained; at twice that: %s; only 200 again after %d ms"
              .formatted(sustained, outcomes, recovered.toMillis()));
      assertThat(gateway.restarts()).isZero();
      assertThat(outcomes.byStatus().keySet()).isSubsetOf(0, 200, 503);
      // A body that is thrown away for longer than two seconds takes its connection with it: on a
      // machine that is twice as busy as it can be, that happens to a few.
      assertThat(outcomes.byStatus().getOrDefault(0, 0L))
          .isLessThan(outcomes.all().size() / 10_000);
    }
  }

  /** What the pod acknowledges a second when callers send as fast as they are answered. */
  private static int sustained(Gateway gateway) {
    try (Load load = Load.start(gateway, FEW, WHATEVER_COMES, RECORD)) {
      load.awaitElapsed(WARM_UP);
      Duration from = load.elapsed();
      load.awaitElapsed(WARM_UP);
      return (int) (load.sofar().after(from).acknowledged().size() / WARM_UP.toSeconds());
    }
  }
}
