package io.restproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.Quota;
import io.restproducer.contract.Role;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A quota holds for its ServiceId and for nobody else, and follows the key table at once. */
class QuotaIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TOPIC = RuntimeFixture.TOPIC;
  private static final String LARGE = "m".repeat(65_536);

  @TempDir static Path kafka;
  @TempDir Path directory;
  private static TestBroker broker;
  private RuntimeFixture runtime;
  private KeyEntry mine;

  @BeforeAll
  static void startBroker() {
    broker = new TestBroker(kafka, Map.of());
    broker.createTopic(TOPIC, 1, Map.of());
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void start() {
    runtime = new RuntimeFixture(directory).files(broker.bootstrapServers()).start().awaitReady();
    mine = KeyTables.entry(runtime.key, Role.EDITOR, TOPIC);
  }

  @AfterEach
  void stop() {
    runtime.close();
  }

  @Test
  void refusesWithRetryAfterAndWritesNothingAndServesAgainAfterThat() {
    runtime.push(2, KeyTables.limited(mine, bytes(16_384)));
    long end = broker.end(TOPIC, 0);
    assertThat(runtime.produce(LARGE).statusCode()).as("one of full size is let in").isEqualTo(200);

    HttpResponse<String> refused = runtime.produce("x");

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(429);
    assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 4L);
    assertThat(Json.parse(refused.body()).at("error_code").number()).isEqualTo(429);
    assertThat(refused.body())
        .contains("16384 bytes a second in each instance", "spec.quota.bytesPerSecond");
    assertThat(broker.end(TOPIC, 0)).isEqualTo(end + 1);
    await().atMost(PATIENCE).until(() -> runtime.produce("x").statusCode() == 200);
    assertThat(broker.end(TOPIC, 0)).isEqualTo(end + 2);
  }

  @Test
  void letsOneSecondsRequestsThrough() {
    runtime.push(2, KeyTables.limited(mine, requests(1)));

    HttpResponse<String> refused = firstRefused("x");

    assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(refused.body()).contains("1 requests a second in each instance");
    await().atMost(PATIENCE).until(() -> runtime.produce("x").statusCode() == 200);
  }

  @Test
  void oneThatIsHeldUpHoldsUpNobodyElse() {
    ApiKey other = KeyTables.mint();
    runtime.push(
        2, KeyTables.limited(mine, bytes(1_024)), KeyTables.entry(other, Role.EDITOR, TOPIC));
    runtime.produce(LARGE);

    for (int i = 0; i < 20; i++) {
      assertThat(runtime.produce("x").statusCode()).isEqualTo(429);
      assertThat(
              runtime
                  .sendTo(runtime.newClient(), runtime.apiPort(), other.reveal(), "y")
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void allKeysOfAServiceIdShareOneQuota() {
    ApiKey next = KeyTables.mint();
    Quota quota = bytes(1_024);
    KeyEntry second =
        KeyTables.ofServiceId(mine.serviceId(), KeyTables.entry(next, Role.EDITOR, TOPIC));
    runtime.push(2, KeyTables.limited(mine, quota), KeyTables.limited(second, quota));
    runtime.produce(LARGE);

    assertThat(
            runtime.sendTo(runtime.newClient(), runtime.apiPort(), next.reveal(), "y").statusCode())
        .isEqualTo(429);
  }

  @Test
  void aPushedTableRaisesItAtOnceOnAnOpenConnectionAndAnotherChangeRefillsNothing() {
    runtime.push(2, KeyTables.limited(mine, bytes(1_024)));
    try (RawConnection connection = new RawConnection(runtime)) {
      assertThat(connection.send(request(LARGE)).response()).startsWith("HTTP/1.1 200 ");
      String refused = connection.send(request("x")).response();
      assertThat(refused).startsWith("HTTP/1.1 429 ").doesNotContain("Connection: close");

      runtime.push(
          3,
          KeyTables.limited(
              KeyTables.entry(runtime.key, Role.ADMINISTRATOR, TOPIC, "other"), bytes(1_024)),
          KeyTables.entry(KeyTables.mint(), Role.EDITOR, TOPIC));
      assertThat(connection.send(request("x")).response()).startsWith("HTTP/1.1 429 ");

      runtime.push(4, KeyTables.limited(mine, bytes(1 << 30)));
      assertThat(connection.send(request("x")).response()).startsWith("HTTP/1.1 200 ");

      runtime.push(5, KeyTables.limited(mine, bytes(1_024)));
      runtime.push(6, mine);
      assertThat(connection.send(request(LARGE)).response()).startsWith("HTTP/1.1 200 ");
      assertThat(connection.send(request(LARGE)).response()).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void aBodyOfUndeclaredLengthCountsAsItComes() {
    runtime.push(2, KeyTables.limited(mine, bytes(1_024)));
    BodyPublisher chunked = BodyPublishers.fromPublisher(BodyPublishers.ofString(LARGE));

    assertThat(runtime.send(runtime.post(TOPIC, chunked).build()).statusCode()).isEqualTo(200);

    HttpResponse<String> refused = runtime.send(runtime.post(TOPIC, chunked).build());
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(5L, 63L);
  }

  @Test
  void aBatchCountsItsBytes() {
    runtime.push(2, KeyTables.limited(mine, bytes(1_024)));
    String batch = "{\"records\":[{\"value\":\"%s\"}]}".formatted("m".repeat(30_000));

    assertThat(batch(batch).statusCode()).isEqualTo(200);
    assertThat(batch(batch).statusCode()).isEqualTo(429);
    assertThat(runtime.produce("x").statusCode()).isEqualTo(429);
  }

  /** Nothing but the head of the request has been sent. */
  @Test
  void decidesBeforeTheBodyComes() {
    runtime.push(2, KeyTables.limited(mine, bytes(1_024)));
    runtime.produce(LARGE);
    try (RawConnection connection = new RawConnection(runtime)) {
      assertThat(connection.send(head("65536")).response()).startsWith("HTTP/1.1 429 ");
    }
  }

  @Test
  void garbageOfAKnownSenderCounts() {
    runtime.push(2, KeyTables.limited(mine, requests(1)));
    String[] garbage = {TOPIC + "?nonsense=1", "secret", TOPIC + "?tombstone=true", "a%20b"};

    long refused =
        IntStream.range(0, 400)
            .mapToObj(i -> runtime.post(garbage[i % 4], BodyPublishers.ofString("x")).build())
            .map(request -> runtime.send(request).statusCode())
            .takeWhile(status -> status != 429)
            .peek(status -> assertThat(status).isIn(400, 403))
            .count();

    assertThat(refused).isLessThan(400);
  }

  @Test
  void boundsWhatIsInFlight() {
    runtime.push(2, KeyTables.limited(mine, new Quota(null, null, OptionalInt.of(1))));
    try (RawConnection slow = new RawConnection(runtime)) {
      slow.send(head("2")).send("a");
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  runtime
                      .management("/metrics")
                      .body()
                      .contains("restproducer_requests_in_flight 1.0"));

      HttpResponse<String> refused = runtime.produce("x");
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(refused.body()).contains("its quota is 1 in each instance");

      assertThat(slow.send("b").response()).startsWith("HTTP/1.1 200 ");
    }
    await().atMost(PATIENCE).until(() -> runtime.produce("x").statusCode() == 200);
  }

  @Test
  void theLogSaysWhichQuotaItWas() {
    runtime.push(2, KeyTables.limited(mine, bytes(1_024)));
    runtime.produce(LARGE);
    try (LogLines log = new LogLines("io.restproducer.runtime.access")) {
      runtime.produce("x");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(log.events())
                      .anyMatch(
                          event ->
                              event.getKeyValuePairs().toString().contains("BYTE_QUOTA")
                                  && event.getKeyValuePairs().toString().contains("checkout")));
    }
  }

  private HttpResponse<String> firstRefused(String body) {
    return IntStream.range(0, 400)
        .mapToObj(i -> runtime.produce(body))
        .filter(response -> response.statusCode() == 429)
        .findFirst()
        .orElseThrow();
  }

  private HttpResponse<String> batch(String body) {
    return runtime.send(
        runtime
            .post(TOPIC, BodyPublishers.ofString(body))
            .header("Content-Type", "application/vnd.kafka.json.v2+json")
            .build());
  }

  private String request(String body) {
    return head(String.valueOf(body.length())) + body;
  }

  private String head(String length) {
    return "POST /topics/orders/records HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
        + runtime.key.reveal()
        + "\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  private static Quota requests(int perSecond) {
    return new Quota(OptionalInt.of(perSecond), OptionalLong.empty(), OptionalInt.empty());
  }

  private static Quota bytes(long perSecond) {
    return new Quota(OptionalInt.empty(), OptionalLong.of(perSecond), OptionalInt.empty());
  }
}
