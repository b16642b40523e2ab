package io.restproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The finer print of docs/http-api.md for single records: its bounds, exact to one. */
class HttpApiIT {
  private static final String TOPIC = RuntimeFixture.TOPIC;
  private static final String LONGEST = "t".repeat(249);
  private static final String DENIED = "denied";

  @RegisterExtension
  static final Stand STAND =
      new Stand()
          .brokerWith(
              "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
          .brokerWith("allow.everyone.if.no.acl.found", "true")
          .topic(TOPIC, 1)
          .topic(LONGEST, 1)
          .topic(DENIED, 1)
          .granting(LONGEST, DENIED);

  private static TestBroker broker;
  private static RuntimeFixture runtime;

  @BeforeAll
  static void take() {
    broker = STAND.broker();
    runtime = STAND.runtime();
    broker.denyWriting(DENIED);
  }

  @ParameterizedTest
  @CsvSource({"500,10,200", "501,10,400", "10,65536,200", "10,65537,400"})
  void boundsDepthAndNamesOfJson(int depth, int name, int status) {
    int inner = depth - 1;
    String json = "{\"" + "n".repeat(name) + "\":" + "[".repeat(inner) + "]".repeat(inner) + "}";
    try (RuntimeFixture roomy =
        new RuntimeFixture(STAND.place("roomy-" + depth + "-" + name))
            .with("MAX_MESSAGE_SIZE", "131072")
            .files(broker.bootstrapServers())
            .start()
            .awaitReady()) {
      HttpResponse<String> response =
          roomy.send(
              roomy
                  .post(TOPIC, BodyPublishers.ofString(json))
                  .header("Content-Type", "application/json")
                  .build());

      assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    }
  }

  @Test
  void writesAnEmptyKeyAndTheTimeOfNow() {
    long before = System.currentTimeMillis();

    ConsumerRecord<byte[], byte[]> record = readBack(produce("?key=", "x"));

    assertThat(record.key()).isEmpty();
    assertThat(record.timestamp()).isBetween(before, System.currentTimeMillis());
  }

  @Test
  void takesSixtyFourRecordHeadersWhoseNamesMayHoldAColonAndNotOneMore() {
    String most = IntStream.range(0, 64).mapToObj(i -> "a:" + i + ":0f").collect(joined());

    ConsumerRecord<byte[], byte[]> record = readBack(produce("?headers=" + most, "x"));

    assertThat(record.headers().toArray()).hasSize(64);
    assertThat(record.headers().toArray()[63].key()).isEqualTo("a:63");
    assertThat(produce("?headers=" + most + ",b:00", "x").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "512,'','traceparent,tracestate'",
    "513,'',traceparent",
    "9,tracestate:00,'tracestate,traceparent'"
  })
  void passesOnAShortTraceStateUnlessTheCallerNamesOne(int length, String own, String expected) {
    HttpRequest traced =
        runtime
            .post(TOPIC + "?headers=" + own, BodyPublishers.ofString("x"))
            .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
            .header("tracestate", "v=" + "1".repeat(length - 2))
            .build();

    Header[] headers = readBack(runtime.send(traced)).headers().toArray();

    assertThat(headers).extracting(Header::key).containsExactly(expected.split(","));
  }

  @Test
  void writesToATopicWithTheLongestNameAndKnowsNoLongerOne() {
    HttpResponse<String> longest = send(LONGEST, "x");

    assertThat(longest.statusCode()).as(longest.body()).isEqualTo(200);
    assertThat(send(LONGEST + "t", "x").statusCode()).isEqualTo(400);
  }

  @Test
  void saysThatTheFaultIsNotTheCallersWhenKafkaDeniesThisApi() {
    HttpResponse<String> response = send(DENIED, "x");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
    assertThat(response.body())
        .contains("TOPIC_AUTHORIZATION_FAILED", "Nothing was written", "\"kafka_error_code\":29");
  }

  private static Collector<CharSequence, ?, String> joined() {
    return Collectors.joining(",");
  }

  private static HttpResponse<String> produce(String query, String body) {
    return send(TOPIC + query, body);
  }

  private static HttpResponse<String> send(String topicAndQuery, String body) {
    return runtime.send(runtime.post(topicAndQuery, BodyPublishers.ofString(body)).build());
  }

  private static ConsumerRecord<byte[], byte[]> readBack(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    Json at = Json.parse(response.body()).at("metadata");
    return broker.read(TOPIC, (int) at.at("partition").number(), at.at("offset").number());
  }
}
