package io.restproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka goes away and comes back. */
class OutageIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Test
  void answers503WithRetryAfterStaysReadyAndRecoversByItself(@TempDir Path directory) {
    try (TestBroker broker = new TestBroker(directory.resolve("kafka"), Map.of());
        RuntimeFixture runtime = new RuntimeFixture(directory.resolve("config"))) {
      broker.createTopic(RuntimeFixture.TOPIC, 1, Map.of());
      runtime.files(broker.bootstrapServers()).start().awaitReady();
      assertThat(runtime.produce("before").statusCode()).isEqualTo(200);

      broker.stop();
      await().atMost(PATIENCE).until(() -> !runtime.status().kafka().reachable());

      HttpResponse<String> refused = runtime.produce("refused");
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
      assertThat(refused.body()).contains("Nothing was written");
      assertThat(runtime.status().kafka().reason()).isEqualTo("BrokersUnreachable");
      assertThat(runtime.management("/readyz").statusCode()).isEqualTo(200);
      assertThat(runtime.management("/metrics").body())
          .contains("restproducer_kafka_reachable 0.0");

      broker.restart();
      await().atMost(PATIENCE).until(() -> runtime.produce("after").statusCode() == 200);
      assertThat(readAll(broker)).contains("before", "after").doesNotContain("refused");
    }
  }

  @Test
  void leavesTheOutcomeOpenOnlyForWhatWasHandedOver(@TempDir Path directory) throws Exception {
    try (MutedBroker kafka = new MutedBroker(directory.resolve("kafka"));
        RuntimeFixture runtime = new RuntimeFixture(directory.resolve("config"))) {
      kafka.broker().createTopic(RuntimeFixture.TOPIC, 1, Map.of());
      runtime.files(kafka.advertised()).start().awaitReady();
      assertThat(runtime.produce("before").statusCode()).isEqualTo(200);

      kafka.mute();
      CompletableFuture<HttpResponse<String>> handedOver =
          CompletableFuture.supplyAsync(() -> runtime.produce("handed over"));
      await().atMost(PATIENCE).until(() -> !runtime.status().kafka().reachable());
      assertThat(handedOver).isNotDone();
      HttpResponse<String> later = runtime.produce("later");

      assertThat(later.statusCode()).as(later.body()).isEqualTo(503);
      assertThat(later.body()).contains("Nothing was written").doesNotContain("outcome");
      HttpResponse<String> unknown = handedOver.get(90, TimeUnit.SECONDS);
      assertThat(unknown.statusCode()).as(unknown.body()).isEqualTo(408);
      assertThat(unknown.body()).contains("\"outcome\":\"unknown\"", "may write it twice");
      assertThat(unknown.headers().firstValue("Retry-After")).isEmpty();

      kafka.unmute();
      await().atMost(PATIENCE).until(() -> runtime.produce("after").statusCode() == 200);
      assertThat(readAll(kafka.broker()))
          .startsWith("before", "handed over")
          .containsOnlyOnce("handed over")
          .doesNotContain("later");
    }
  }

  @Test
  void tellsOfEachRecordOfABatchWhatIsKnownOfIt(@TempDir Path directory) throws Exception {
    try (MutedBroker kafka = new MutedBroker(directory.resolve("kafka"));
        RuntimeFixture runtime = new RuntimeFixture(directory.resolve("config"))) {
      kafka.broker().createTopic(RuntimeFixture.TOPIC, 1, Map.of());
      runtime.files(kafka.advertised()).start().awaitReady();
      assertThat(runtime.produce("before").statusCode()).isEqualTo(200);

      kafka.mute();
      CompletableFuture<HttpResponse<String>> handedOver =
          CompletableFuture.supplyAsync(() -> batch(runtime));
      await().atMost(PATIENCE).until(() -> !runtime.status().kafka().reachable());
      HttpResponse<String> later = batch(runtime);
      HttpResponse<String> unknown = handedOver.get(90, TimeUnit.SECONDS);

      assertThat(later.statusCode()).as(later.body()).isEqualTo(503);
      assertThat(later.headers().firstValue("Retry-After")).isPresent();
      assertThat(later.body()).doesNotContain("outcome");
      assertThat(unknown.statusCode()).as(unknown.body()).isEqualTo(408);
      Json body = Json.parse(unknown.body());
      assertThat(body.at("error").at("incident").text()).isNotEmpty();
      assertThat(body.at("outcome").text()).isEqualTo("unknown");
      assertThat(body.at("offsets").at(0).at("outcome").text()).isEqualTo("unknown");
      assertThat(body.at("offsets").at(1).at("error_code").number()).isEqualTo(400);
    }
  }

  /** A good record, and one without a value. */
  private static HttpResponse<String> batch(RuntimeFixture runtime) {
    return runtime.send(
        runtime
            .post(RuntimeFixture.TOPIC, BodyPublishers.ofString("{\"records\":[{\"value\":1},{}]}"))
            .header("Content-Type", "application/vnd.kafka.json.v2+json")
            .build());
  }

  @Test
  void givesBackItsRoomWhenTheCallerLeftBeforeKafkaAnswered(@TempDir Path directory) {
    try (MutedBroker kafka = new MutedBroker(directory.resolve("kafka"));
        RuntimeFixture runtime = new RuntimeFixture(directory.resolve("config"))) {
      kafka.broker().createTopic(RuntimeFixture.TOPIC, 1, Map.of());
      runtime.files(kafka.advertised()).start().awaitReady();
      assertThat(runtime.produce("before").statusCode()).isEqualTo(200);
      kafka.mute();
      try (RawConnection caller = new RawConnection(runtime)) {
        caller.send(
            "POST /topics/orders/records HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n"
                + "Authorization: Bearer "
                + runtime.key.reveal()
                + "\r\n\r\nx");
        await().atMost(PATIENCE).until(() -> shows(runtime, "requests_in_flight 1.0"));
      }

      await().atMost(PATIENCE).until(() -> shows(runtime, "requests_in_flight 0.0"));
      assertThat(shows(runtime, "bytes_in_flight 0.0")).isTrue();
      kafka.unmute();
      await().atMost(PATIENCE).until(() -> runtime.produce("after").statusCode() == 200);
    }
  }

  @Test
  void isNotReadyBeforeKafkaWasReachedOnce(@TempDir Path directory) {
    try (TestBroker broker = new TestBroker(directory.resolve("kafka"), Map.of());
        RuntimeFixture runtime = new RuntimeFixture(directory.resolve("config"))) {
      broker.createTopic(RuntimeFixture.TOPIC, 1, Map.of());
      broker.stop();
      runtime.files(broker.bootstrapServers()).start();
      await().atMost(PATIENCE).until(() -> runtime.runtime().apiPort().isPresent());

      assertThat(runtime.management("/readyz").body()).contains("Kafka was not reached yet");
      assertThat(runtime.produce("x").statusCode()).isEqualTo(503);

      broker.restart();
      runtime.awaitReady();
      assertThat(runtime.produce("x").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void startsBeforeTheNamesOfTheBrokersResolve(@TempDir Path directory) {
    try (RuntimeFixture runtime = new RuntimeFixture(directory)) {
      runtime.files("no-such-broker.invalid:9092").start();

      await().atMost(PATIENCE).until(() -> runtime.produce("x").statusCode() == 503);
      assertThat(runtime.management("/livez").statusCode()).isEqualTo(200);
      assertThat(runtime.management("/readyz").body()).contains("Kafka was not reached yet");
    }
  }

  @Test
  void reportsWhatKafkaAccepts(@TempDir Path directory) {
    try (TestBroker broker =
            new TestBroker(directory.resolve("kafka"), Map.of("message.max.bytes", "2000000"));
        RuntimeFixture runtime = new RuntimeFixture(directory.resolve("config"))) {
      broker.createTopic(RuntimeFixture.TOPIC, 1, Map.of("max.message.bytes", "12345"));
      runtime.files(broker.bootstrapServers()).start().awaitReady();

      await()
          .atMost(PATIENCE)
          .until(
              () -> runtime.status().kafka().topicMaxMessageBytes(),
              Map.of("orders", 12345)::equals);
      assertThat(runtime.status().kafka().messageMaxBytes()).hasValue(2000000);
    }
  }

  private static boolean shows(RuntimeFixture runtime, String metric) {
    return runtime.management("/metrics").body().contains("restproducer_" + metric);
  }

  private static List<String> readAll(TestBroker broker) {
    return LongStream.range(0, broker.end(RuntimeFixture.TOPIC, 0))
        .mapToObj(offset -> new String(broker.read(RuntimeFixture.TOPIC, 0, offset).value()))
        .toList();
  }
}
