package io.restproducer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Order;

@OnCluster
@Order(Integer.MIN_VALUE + 1)
class InstallIT {
  private static final Duration READY = Duration.ofSeconds(60);

  @Landing
  @Full
  void threeLinesOfTheReadmeMakeItReadyAndTheFirstRequestIsAnswered(Cluster cluster)
      throws Exception {
    DocumentedCommands lines = DocumentedCommands.of("README.md", "kubectl apply --server-side -k");
    assertThat(lines.text().strip().lines()).hasSize(3).allMatch(l -> l.startsWith("kubectl "));
    long began = System.nanoTime();
    try {
      cluster.markInstalled();
      lines.run();
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      Figures.note("install", "from nothing to Ready in " + took.toMillis() + " ms");
      assertThat(took).isLessThan(READY);

      Answer answer = Examples.of(cluster).post("first");
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    } finally {
      Examples.delete(cluster);
    }
  }
}
