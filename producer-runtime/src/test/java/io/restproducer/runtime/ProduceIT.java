package io.restproducer.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records in over HTTPS, and read back from a real broker byte for byte. */
class ProduceIT {
  private static final String TOPIC = RuntimeFixture.TOPIC;

  @RegisterExtension
  static final Stand STAND =
      new Stand().topic(TOPIC, 3).runtimeWith(it -> it.with("MAX_MESSAGE_SIZE", "524288"));

  private static TestBroker broker;
  private static RuntimeFixture runtime;

  @BeforeAll
  static void take() {
    broker = STAND.broker();
    runtime = STAND.runtime();
  }

  @Test
  void answersWithTopicPartitionOffsetAndATimestampInAString() {
    HttpResponse<String> response = runtime.produce("one");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.body())
        .matches(
            "\\{\"metadata\":\\{\"topic\":\"orders\",\"timestamp\":\"\\d{13}\","
                + "\"partition\":[0123],\"offset\":\\d+}}");
    assertThat(readBack(response).value()).isEqualTo("one".getBytes(UTF_8));
  }

  @Test
  void writesEveryByteOfALargeBodyAsItCame() {
    byte[] body = new byte[65536];
    new Random(1).nextBytes(body);

    HttpResponse<String> declared =
        runtime.send(runtime.post(TOPIC, BodyPublishers.ofByteArray(body)).build());
    HttpResponse<String> chunked =
        runtime.send(
            runtime
                .post(TOPIC, BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body)))
                .build());

    assertThat(readBack(declared).value()).isEqualTo(body);
    assertThat(readBack(chunked).value()).isEqualTo(body);
  }

  @Test
  void writesKeyAndHeaders() {
    ConsumerRecord<byte[], byte[]> record =
        readBack(
            runtime.send(
                runtime
                    .post(
                        TOPIC + "?key=a+b%C3%A9&headers=colour:726463,empty:",
                        BodyPublishers.ofString("x"))
                    .build()));

    assertThat(record.key()).isEqualTo("a bé".getBytes(UTF_8));
    assertThat(record.headers().lastHeader("colour").value()).isEqualTo("rdc".getBytes(UTF_8));
    assertThat(record.headers().lastHeader("empty").value()).isEmpty();
  }

  @Test
  void passesOnWhereTheCallerIsInATrace() {
    String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    HttpRequest.Builder traced =
        runtime
            .post(TOPIC + "?headers=colour:726463", BodyPublishers.ofString("x"))
            .header("Traceparent", parent)
            .header("tracestate", "vendor=1");

    Headers headers = readBack(runtime.send(traced.build())).headers();

    assertThat(headers.toArray())
        .extracting(Header::key)
        .containsExactly("colour", "traceparent", "tracestate");
    assertThat(headers.lastHeader("traceparent").value()).isEqualTo(parent.getBytes(UTF_8));
    assertThat(headers.lastHeader("tracestate").value()).isEqualTo("vendor=1".getBytes(UTF_8));
  }

  @Test
  void theCallersOwnHeaderGoesBeforeTheTraceAndAMalformedTraceHarmsNothing() {
    String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    Headers own =
        readBack(
                runtime.send(
                    runtime
                        .post(TOPIC + "?headers=traceparent:00", BodyPublishers.ofString("x"))
                        .header("traceparent", parent)
                        .build()))
            .headers();
    Headers malformed =
        readBack(
                runtime.send(
                    runtime
                        .post(TOPIC, BodyPublishers.ofString("x"))
                        .header("traceparent", parent.toUpperCase(Locale.ROOT))
                        .build()))
            .headers();

    assertThat(own.toArray()).singleElement().matches(header -> header.value().length == 1);
    assertThat(malformed.toArray()).isEmpty();
  }

  @Test
  void writesABinaryKey() {
    ConsumerRecord<byte[], byte[]> record =
        readBack(
            runtime.send(
                runtime
                    .post(TOPIC + "?keyType=binary&key=00ff", BodyPublishers.ofString("x"))
                    .build()));

    assertThat(record.key()).containsExactly(0, 0xff);
  }

  @Test
  void writesNoKeyWhenNoneIsGiven() {
    assertThat(readBack(runtime.produce("x")).key()).isNull();
  }

  @Test
  void writesToThePartitionAndWithTheTimeThatAreGiven() {
    HttpResponse<String> response =
        runtime.send(
            runtime
                .post(TOPIC + "?partition=2&timestamp=1700000000000", BodyPublishers.ofString("x"))
                .build());

    assertThat(response.body()).contains("\"partition\":2,");
    assertThat(response.body()).contains("\"timestamp\":\"1700000000000\"");
    assertThat(readBack(response).timestamp()).isEqualTo(1_700_000_000_000L);
  }

  @Test
  void findsAPartitionThatWasAddedAMomentAgo() {
    assertThat(runtime.produce("x").statusCode()).isEqualTo(200);
    broker.addPartitions(TOPIC, 4);

    HttpResponse<String> response =
        runtime.send(runtime.post(TOPIC + "?partition=3", BodyPublishers.ofString("x")).build());

    assertThat(readBack(response).partition()).isEqualTo(3);
  }

  @Test
  void writesATombstoneAsANullValue() {
    HttpResponse<String> declared =
        runtime.send(
            runtime.post(TOPIC + "?key=k&tombstone=true", BodyPublishers.noBody()).build());
    HttpResponse<String> chunked =
        runtime.send(
            runtime
                .post(
                    TOPIC + "?key=k&tombstone=true",
                    BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(new byte[0])))
                .build());

    for (HttpResponse<String> response : List.of(declared, chunked)) {
      ConsumerRecord<byte[], byte[]> record = readBack(response);
      assertThat(record.key()).isEqualTo("k".getBytes(UTF_8));
      assertThat(record.value()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON; charset=utf-8",
        "vnd.ibm-event-streams.json.v1",
        "application/vnd.ibm-event-streams.json.v1"
      })
  void writesJsonAsItCameAndNothingElseUnderItsTypes(String type) {
    String json = "{ \"b\" : 1.0,\n\"a\":[\"é\"] }\n";

    assertThat(readBack(typed(type, json)).value()).isEqualTo(json.getBytes(UTF_8));
    HttpResponse<String> refused = typed(type, "{\"b\":");
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
    assertThat(refused.body()).contains("The body is declared as JSON and is not taken as such");
  }

  @Test
  void judgesLongJsonOffTheIoThreadToo() {
    String open = "[\"" + "x".repeat(500_000) + "\"";

    assertThat(readBack(typed("application/json", open + "]")).value()).hasSize(500_004);
    assertThat(typed("application/json", open).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "text/xml",
        "application/xml",
        "application/octet-stream",
        "application/x-www-form-urlencoded",
        "vnd.ibm-event-streams.text.v1",
        "application/vnd.ibm-event-streams.binary.v1",
        "no type at all"
      })
  void looksIntoNoOtherBody(String type) {
    assertThat(readBack(typed(type, "{\"b\":")).value()).isEqualTo("{\"b\":".getBytes(UTF_8));
  }

  @Test
  void refusesEncodingsOfBatchesThatItDoesNotKnow() {
    HttpResponse<String> response =
        typed("application/vnd.kafka.avro.v2+json", "{\"records\":[{\"value\":1}]}");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(415);
    assertThat(response.body()).contains("application/vnd.kafka.json.v2+json, binary.v2+json");
  }

  private static HttpResponse<String> typed(String type, String body) {
    return runtime.send(
        runtime.post(TOPIC, BodyPublishers.ofString(body)).setHeader("Content-Type", type).build());
  }

  private static ConsumerRecord<byte[], byte[]> readBack(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return broker.read(TOPIC, (int) number(response, "partition"), number(response, "offset"));
  }

  private static long number(HttpResponse<String> response, String field) {
    Matcher matcher = Pattern.compile("\"" + field + "\":(\\d+)").matcher(response.body());
    assertThat(matcher.find()).isTrue();
    return Long.parseLong(matcher.group(1));
  }
}
