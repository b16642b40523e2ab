package io.restproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may write what, and what Kafka refuses, on a broker that would make any topic it is asked
 * about.
 */
class RefusalIT {
  private static final String TOPIC = RuntimeFixture.TOPIC;
  private static final ApiKey VIEWER = KeyTables.mint();
  private static final ApiKey EXPIRED = KeyTables.mint();
  private static final ApiKey UNKNOWN = KeyTables.mint();
  private static final ApiKey EVERYWHERE = KeyTables.mint();

  @TempDir static Path directory;
  private static TestBroker broker;
  private static RuntimeFixture runtime;

  @BeforeAll
  static void start() {
    broker =
        new TestBroker(
            directory.resolve("kafka"),
            Map.of("auto.create.topics.enable", "true", "message.max.bytes", "1048588"));
    broker.createTopic(TOPIC, 1, Map.of());
    broker.createTopic("small", 1, Map.of("max.message.bytes", "1000"));
    broker.createTopic("compacted", 1, Map.of("cleanup.policy", "compact"));
    broker.createTopic("others", 1, Map.of());
    runtime =
        new RuntimeFixture(directory.resolve("config"))
            .files(broker.bootstrapServers(), "small", "compacted", "absent", "__internal")
            .start()
            .awaitReady();
    KeyEntry mine =
        KeyTables.entry(
            runtime.key, Role.EDITOR, TOPIC, "small", "compacted", "absent", "__internal");
    Optional<Instant> past = Optional.of(Instant.now().minusSeconds(1));
    assertThat(
            runtime
                .push(
                    2,
                    mine,
                    KeyTables.entry(VIEWER, Role.VIEWER, TOPIC),
                    KeyTables.entry(EXPIRED, Role.EDITOR, past, TOPIC),
                    KeyTables.entry(EVERYWHERE, Role.EDITOR, "*"))
                .statusCode())
        .isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    runtime.close();
    broker.close();
  }

  static Stream<Arguments> wrongCredentials() {
    String key = runtime.key.reveal();
    String basic = Base64.getEncoder().encodeToString(("user:" + key).getBytes());
    return Stream.of(
        arguments("none", List.of()),
        arguments("unknown", List.of("Bearer " + UNKNOWN.reveal())),
        arguments("expired", List.of("Bearer " + EXPIRED.reveal())),
        arguments("mistyped", List.of("Bearer " + key.substring(0, 65) + "?")),
        arguments("other secret", List.of("Bearer " + otherSecret(key))),
        arguments("other scheme", List.of("Digest " + key)),
        arguments("no scheme", List.of(key)),
        arguments("Basic of another user", List.of("Basic " + basic)),
        arguments("Basic that is not base64", List.of("Basic ???")),
        arguments("twice", List.of("Bearer " + key, "Bearer " + key)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongCredentials")
  void givesOneAnswerToEveryWrongCredential(String name, List<String> headers) {
    HttpResponse<String> response = runtime.send(withCredentials(headers));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer realm=\"restproducer\"");
    assertThat(withoutIncident(response.body()))
        .isEqualTo(withoutIncident(runtime.send(withCredentials(List.of())).body()));
  }

  @Test
  void takesTheKeyAsAPasswordOfUserToken() {
    String pair = "token:" + runtime.key.reveal();
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.ISO_8859_1));

    assertThat(runtime.send(withCredentials(List.of("Basic " + basic))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void hidesWhetherATopicThatWasNotGrantedExists() {
    HttpResponse<String> exists = produce("others", "x");
    HttpResponse<String> doesNot = produce("nothing", "x");

    assertThat(exists.statusCode()).isEqualTo(403);
    assertThat(doesNot.statusCode()).isEqualTo(403);
    assertThat(withoutIncident(exists.body()).replace("others", "nothing"))
        .isEqualTo(withoutIncident(doesNot.body()));
  }

  @Test
  void refusesAViewerAndInternalTopics() {
    HttpRequest viewer = withCredentials(List.of("Bearer " + VIEWER.reveal()));

    assertThat(runtime.send(viewer).statusCode()).isEqualTo(403);
    assertThat(produce("__internal", "x").statusCode()).isEqualTo(403);
  }

  @Test
  void neverMakesATopicThatDoesNotExist() {
    HttpResponse<String> granted = produce("absent", "x");
    HttpRequest anything =
        HttpRequest.newBuilder(runtime.uri("/topics/never-heard-of/records"))
            .header("Authorization", "Bearer " + EVERYWHERE.reveal())
            .POST(BodyPublishers.ofString("x"))
            .build();

    assertThat(granted.statusCode()).isEqualTo(404);
    assertThat(granted.body()).contains("\"kafka_error_code\":3", "\"topic\":\"absent\"");
    assertThat(runtime.send(anything).statusCode()).isEqualTo(404);
    assertThat(broker.topics()).doesNotContain("absent", "never-heard-of");
  }

  @Test
  void takesKeyAndMessageOfFullSizeAndNoByteMore() {
    assertThat(produce(TOPIC, "m".repeat(65536)).statusCode()).isEqualTo(200);
    assertThat(produce(TOPIC + "?key=" + "%6b".repeat(4096), "x").statusCode()).isEqualTo(200);

    HttpResponse<String> message = produce(TOPIC, "m".repeat(65537));
    HttpResponse<String> key = produce(TOPIC + "?key=" + "k".repeat(4097), "x");

    assertThat(message.statusCode()).isEqualTo(413);
    assertThat(message.body()).contains("The message has 65537 bytes; the limit is 65536 bytes.");
    assertThat(key.statusCode()).isEqualTo(413);
    assertThat(key.body()).contains("The record key has 4097 bytes; the limit is 4096 bytes.");
  }

  /**
   * The broker refuses a batch as a whole; whoever shares it with an invalid record is no party.
   */
  @Test
  void anInvalidRecordOfOneCallerIsNoTroubleForAnother() {
    String farAway = TOPIC + "?timestamp=9223372036854775807";
    List<CompletableFuture<HttpResponse<String>>> invalid = new ArrayList<>();
    List<CompletableFuture<HttpResponse<String>>> valid = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      invalid.add(runtime.sendLater(runtime.post(farAway, BodyPublishers.ofString("x")).build()));
      valid.add(runtime.sendLater(runtime.post(TOPIC, BodyPublishers.ofString("x")).build()));
    }

    assertThat(invalid).extracting(response -> response.join().statusCode()).containsOnly(400);
    assertThat(valid).extracting(response -> response.join().statusCode()).containsOnly(200);
  }

  @Test
  void saysHowManyPartitionsThereAre() {
    HttpResponse<String> response = produce(TOPIC + "?partition=1", "x");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(response.body()).contains("no partition 1; it has 1, counted from 0");
  }

  @Test
  void takesNoTombstoneWithAValueAndNoOtherRecordWithout() {
    HttpResponse<String> value = produce(TOPIC + "?key=k&tombstone=true", "x");
    HttpResponse<String> nothing = produce(TOPIC + "?key=k", "");

    assertThat(value.statusCode()).as(value.body()).isEqualTo(400);
    assertThat(value.body()).contains("A tombstone has no value");
    assertThat(nothing.statusCode()).as(nothing.body()).isEqualTo(411);
    assertThat(nothing.body()).contains("tombstone=true");
  }

  @Test
  void passesOnWhatKafkaRefuses() {
    HttpResponse<String> tooLarge = produce("small", "m".repeat(2000));
    HttpResponse<String> noKey = produce("compacted", "x");

    assertThat(tooLarge.statusCode()).as(tooLarge.body()).isEqualTo(413);
    assertThat(tooLarge.body()).contains("\"kafka_error_code\":10", "\"topic\":\"small\"");
    assertThat(noKey.statusCode()).as(noKey.body()).isEqualTo(400);
    assertThat(noKey.body()).contains("\"kafka_error_code\":87");
  }

  @Test
  void namesTheIncidentInEveryRefusal() {
    assertThat(produce("others", "x").body()).containsPattern("\"incident\":\"[0-9a-f]{16}\"");
  }

  private static HttpResponse<String> produce(String topicAndQuery, String body) {
    return runtime.send(runtime.post(topicAndQuery, BodyPublishers.ofString(body)).build());
  }

  private static HttpRequest withCredentials(List<String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(runtime.uri("/topics/orders/records"))
            .POST(BodyPublishers.ofString("x"));
    headers.forEach(header -> request.header("Authorization", header));
    return request.build();
  }

  /** The same id with another secret and a checksum that fits: only its digest is wrong. */
  private static String otherSecret(String key) {
    ApiKey other = KeyTables.mint();
    String unchecked = key.substring(0, 17) + other.reveal().substring(17, 60);
    return unchecked + Base62Checksum.of(unchecked);
  }

  private static String withoutIncident(String body) {
    return body.replaceAll("\"incident\":\"[0-9a-f]+\"", "");
  }
}
