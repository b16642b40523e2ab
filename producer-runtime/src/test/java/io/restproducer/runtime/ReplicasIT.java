package io.restproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Partitions have fewer replicas in sync than their topic wants: the brokers would append nothing,
 * and Kafka's client would try until the outcome is unknown.
 */
class ReplicasIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Map<String, String> TWO = Map.of("min.insync.replicas", "2");

  @Test
  void refusesWhatNothingIsWrittenOfFromTheFirstRequestOn(@TempDir Path directory) {
    try (TestBroker broker = new TestBroker(directory.resolve("kafka"), Map.of());
        TestBroker follower = broker.follower(directory.resolve("follower"));
        RuntimeFixture runtime = new RuntimeFixture(directory.resolve("config"))) {
      broker.createTopic(RuntimeFixture.TOPIC, 1, 2, TWO);
      broker.createTopic("partly", 3, 2, TWO);
      broker.place("partly", 1, List.of(1));
      follower.stop();
      awaitReplicas(broker, 1);
      runtime.files(broker.bootstrapServers(), "partly").start().awaitReady();

      assertRefused(runtime.produce("refused"));
      assertRefused(to(runtime, "partly?partition=2"));
      assertThat(to(runtime, "partly?partition=1").statusCode()).isEqualTo(200);
      assertThat(to(runtime, "partly").body()).contains("\"partition\":1");
      assertThat(to(runtime, "partly").body()).contains("\"partition\":1");
      assertThat(to(runtime, "partly").body()).contains("\"partition\":1");

      HttpResponse<String> batch = batch(runtime);
      Json answers = Json.parse(batch.body());
      assertThat(answers.at("offsets").at(0).at("error_code").number()).isEqualTo(503);
      assertThat(answers.at("offsets").at(1).at("partition").number()).isEqualTo(1);
      assertThat(broker.end("partly", 0) + broker.end("partly", 2)).isZero();
      assertThat(broker.end(RuntimeFixture.TOPIC, 0)).isZero();
    }
  }

  @Test
  void countsNoReplicasWhereKafkaDoesNot(@TempDir Path directory) {
    try (TestBroker broker = new TestBroker(directory.resolve("kafka"), Map.of());
        TestBroker follower = broker.follower(directory.resolve("follower"));
        RuntimeFixture runtime = new RuntimeFixture(directory.resolve("config"))) {
      broker.createTopic(RuntimeFixture.TOPIC, 1, 2, TWO);
      follower.stop();
      awaitReplicas(broker, 1);
      runtime.withProducer(Map.of("acks", "1")).files(broker.bootstrapServers()).start();
      runtime.awaitReady();

      assertThat(runtime.produce("kept by the leader").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void noticesReplicasThatLeaveAndThatComeBack(@TempDir Path directory) {
    try (TestBroker broker = new TestBroker(directory.resolve("kafka"), Map.of());
        TestBroker follower = broker.follower(directory.resolve("follower"));
        RuntimeFixture runtime = new RuntimeFixture(directory.resolve("config"))) {
      broker.createTopic(RuntimeFixture.TOPIC, 1, 2, TWO);
      runtime.files(broker.bootstrapServers()).start().awaitReady();
      assertThat(runtime.produce("before").statusCode()).isEqualTo(200);

      follower.stop();
      awaitReplicas(broker, 1);
      await().atMost(PATIENCE).until(() -> runtime.produce("x").statusCode() == 503);
      assertRefused(runtime.produce("refused"));

      follower.restart();
      await().atMost(PATIENCE).until(() -> runtime.produce("after").statusCode() == 200);
      List<String> written = new ArrayList<>();
      broker.forEach(RuntimeFixture.TOPIC, it -> written.add(new String(it.value())));
      assertThat(written).startsWith("before").endsWith("after").doesNotContain("refused");
    }
  }

  private static void awaitReplicas(TestBroker broker, int inSync) {
    await().atMost(PATIENCE).until(() -> broker.replicasInSync(RuntimeFixture.TOPIC, 0) == inSync);
  }

  private static HttpResponse<String> to(RuntimeFixture runtime, String topicAndQuery) {
    return runtime.send(runtime.post(topicAndQuery, BodyPublishers.ofString("x")).build());
  }

  private static HttpResponse<String> batch(RuntimeFixture runtime) {
    String records = "{\"records\":[{\"value\":1,\"partition\":0},{\"value\":2}]}";
    return runtime.send(
        runtime
            .post("partly", BodyPublishers.ofString(records))
            .header("Content-Type", "application/vnd.kafka.json.v2+json")
            .build());
  }

  private static void assertRefused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    assertThat(answer.body())
        .contains("1 of the 2 replicas", "min.insync.replicas", "Nothing was written")
        .doesNotContain("outcome");
    assertThat(Json.parse(answer.body()).at("error").at("kafka_error_code").number()).isEqualTo(19);
  }
}
