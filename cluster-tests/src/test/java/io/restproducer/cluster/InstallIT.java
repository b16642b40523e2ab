package io.restproducer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
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
      Duration ready = Duration.ofNanos(System.nanoTime() - began);
      Answer answer =
          await()
              .ignoreException(ConnectException.class)
              .until(() -> Examples.of(cluster).post("first"), a -> true);
      Duration answered = Duration.ofNanos(System.nanoTime() - began);
      Figures.note(
          "install",
          "from nothing to Ready in %d ms, to the first answer in %d ms"
              .formatted(ready.toMillis(), answered.toMillis()));
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      Answer certified =
          await()
              .ignoreException(ConnectException.class)
              .until(() -> Examples.of(cluster).postCertified("first"), a -> true);
      assertThat(certified.status()).as(certified.body()).isEqualTo(200);
      assertThat(Examples.of(cluster).connectPage().body())
          .contains("\"api\":\"https://", "\"clientAuth\":\"https://");
      assertThat(answered).isLessThan(READY);
      assertThat(log(cluster, "operator")).isNotEmpty().allMatch(InstallIT::isJsonObject);
      assertThat(log(cluster, "producer-runtime")).isNotEmpty().allMatch(InstallIT::isJsonObject);
    } finally {
      Examples.delete(cluster);
    }
  }

  /** All that a component prints; its JVM has nothing to say either, as of an unfit AOT cache. */
  private static List<String> log(Cluster cluster, String component) {
    return cluster
        .client()
        .pods()
        .inAnyNamespace()
        .withLabel("app.kubernetes.io/component", component)
        .list()
        .getItems()
        .stream()
        .map(Pod::getMetadata)
        .map(
            pod ->
                cluster
                    .client()
                    .pods()
                    .inNamespace(pod.getNamespace())
                    .withName(pod.getName())
                    .getLog())
        .flatMap(String::lines)
        .toList();
  }

  private static boolean isJsonObject(String line) {
    return line.startsWith("{") && line.endsWith("}");
  }
}
