package io.restproducer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;

/** Needs commands that stop and start the cluster's only node: {@code -Dnode.down -Dnode.up}. */
@OnCluster
class NodeDownIT {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @Full
  void everythingIsReadyAgainWithoutAHand(Stage stage) throws Exception {
    GivenCommand down = GivenCommand.of("node.down");
    GivenCommand up = GivenCommand.of("node.up");
    Gateway gateway = stage.ready();
    Lasting before = stage.lasting();
    assertThat(status(gateway)).isEqualTo(200);
    down.run();
    up.run();
    long began = System.nanoTime();
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions()
        .until(() -> status(gateway) == 200);
    Duration answered = Duration.ofNanos(System.nanoTime() - began);
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> gateway.pods().stream().allMatch(Gateway::isReady));
    gateway.awaitReady();
    Figures.note("node down and up", "200 again after " + answered.toMillis() + " ms");
    assertThat(stage.lasting()).isEqualTo(before);
  }

  private static int status(Gateway gateway) throws IOException {
    try (Connection connection = Connection.open(gateway.credentials())) {
      return connection.post(gateway.topic(), NumberedRecord.value(1, 1024)).status();
    }
  }
}
