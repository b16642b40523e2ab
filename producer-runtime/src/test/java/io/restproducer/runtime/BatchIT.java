package io.restproducer.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches in over HTTPS, and their records read back from a real broker byte for byte. */
class BatchIT {
  private static final String TOPIC = RuntimeFixture.TOPIC;
  private static final String COMPACTED = "compacted";
  private static final String FRESH = "fresh";
  private static final String JSON = "application/vnd.kafka.json.v2+json";
  private static final String BINARY = "application/vnd.kafka.binary.v2+json";
  private static final String TEXT = "application/vnd.kafka.text.v2+json";

  @RegisterExtension
  static final Stand STAND =
      new Stand()
          .topic(TOPIC, 3)
          .topic(FRESH, 1)
          .topic(COMPACTED, 1, Map.of("cleanup.policy", "compact"))
          .granting(FRESH, COMPACTED)
          .runtimeWith(it -> it.with("MAX_MESSAGE_SIZE", "20000"));

  private static TestBroker broker;
  private static RuntimeFixture runtime;

  @BeforeAll
  static void take() {
    broker = STAND.broker();
    runtime = STAND.runtime();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/topics/orders", "/topics/orders/records", "/topics/orders?async=false"})
  void writesJsonAsItWasSentOnBothPaths(String path) {
    HttpResponse<String> response =
        post(
            path,
            "Application/vnd.kafka.json.v2+json; charset=utf-8",
            "{ \"records\" : [ {\"key\": {\"a\" : 1}, \"value\": [ 1.0,\n\"é\" ] }, {\"value\":7} ] }");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValue("application/vnd.kafka.v2+json");
    assertThat(response.body())
        .matches("\\{\"offsets\":\\[(\\{\"partition\":[012],\"offset\":\\d+},?){2}]}");
    ConsumerRecord<byte[], byte[]> first = readBack(response, 0);
    assertThat(first.key()).isEqualTo("{\"a\" : 1}".getBytes(UTF_8));
    assertThat(first.value()).isEqualTo("[ 1.0,\n\"é\" ]".getBytes(UTF_8));
    assertThat(readBack(response, 1).key()).isNull();
  }

  @Test
  void writesBytesFromBase64AndTextFromStrings() {
    HttpResponse<String> binary =
        post("/topics/orders", BINARY, "{\"records\":[{\"key\":\"AP8=\",\"value\":\"/w==\"}]}");
    HttpResponse<String> text =
        post("/topics/orders", TEXT, "{\"records\":[{\"key\":\"k\",\"value\":\"a\\u00e9\"}]}");

    assertThat(readBack(binary, 0).key()).containsExactly(0, 0xff);
    assertThat(readBack(binary, 0).value()).containsExactly(0xff);
    assertThat(readBack(text, 0).key()).isEqualTo("k".getBytes(UTF_8));
    assertThat(readBack(text, 0).value()).isEqualTo("aé".getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource({JSON + ",1", BINARY + ",'\"MQ==\"'", TEXT + ",'\"1\"'"})
  void writesANullValueForATombstone(String type, String key) {
    HttpResponse<String> response =
        post("/topics/orders", type, "{\"records\":[{\"key\":" + key + ",\"value\":null}]}");

    assertThat(readBack(response, 0).key()).isEqualTo("1".getBytes(UTF_8));
    assertThat(readBack(response, 0).value()).isNull();
  }

  @Test
  void writesPartitionTimestampAndHeaders() {
    HttpResponse<String> response =
        post(
            "/topics/orders",
            JSON,
            "{\"records\":[{\"value\":1,\"partition\":2,\"timestamp\":1700000000000,"
                + "\"headers\":[{\"key\":\"h\",\"value\":\"aGk=\"}]}]}");

    ConsumerRecord<byte[], byte[]> record = readBack(response, 0);
    assertThat(record.partition()).isEqualTo(2);
    assertThat(record.timestamp()).isEqualTo(1_700_000_000_000L);
    assertThat(record.headers().lastHeader("h").value()).isEqualTo("hi".getBytes(UTF_8));
  }

  @Test
  void writesToThePartitionOfThePath() {
    HttpResponse<String> response =
        post("/topics/orders/partitions/1", JSON, "{\"records\":[{\"value\":1},{\"value\":2}]}");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(offsets(response).at(0).at("partition").number()).isEqualTo(1);
    assertThat(offsets(response).at(1).at("partition").number()).isEqualTo(1);
  }

  @Test
  void keepsTheOrderOnATopicThatTheProducerMeetsForTheFirstTime() {
    String records =
        IntStream.range(0, 2000)
            .mapToObj(i -> "{\"value\":" + i + "}")
            .collect(Collectors.joining(","));

    HttpResponse<String> response =
        post("/topics/" + FRESH, JSON, "{\"records\":[" + records + "]}");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(offsets(response).size()).isEqualTo(2000);
    for (int i = 0; i < 2000; i++) {
      assertThat(offsets(response).at(i).at("offset").number()).isEqualTo(i);
    }
    assertThat(broker.read(FRESH, 0, 1234).value()).isEqualTo("1234".getBytes(UTF_8));
  }

  @Test
  void writesTheGoodOnesBesideABadOne() {
    HttpResponse<String> response =
        post(
            "/topics/orders",
            JSON,
            "{\"records\":[{\"value\":1},{\"value\":\"%s\"},{\"value\":3,\"partition\":9},{\"value\":4}]}"
                .formatted("x".repeat(20_000)));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(207);
    assertThat(readBack(response, 0).value()).isEqualTo("1".getBytes(UTF_8));
    assertThat(offsets(response).at(1).at("error_code").number()).isEqualTo(413);
    assertThat(offsets(response).at(1).at("error").text())
        .isEqualTo("The message has 20002 bytes; the limit is 20000 bytes.");
    assertThat(offsets(response).at(2).at("error_code").number()).isEqualTo(400);
    assertThat(readBack(response, 3).value()).isEqualTo("4".getBytes(UTF_8));
  }

  @Test
  void writesTheGoodOnesBesideOneThatKafkaFindsInvalid() {
    HttpResponse<String> response =
        post(
            "/topics/" + COMPACTED,
            TEXT,
            "{\"records\":[{\"key\":\"a\",\"value\":\"1\"},{\"value\":\"2\"},{\"key\":\"c\",\"value\":\"3\"}]}");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(207);
    assertThat(offsets(response).at(1).at("error_code").number()).isEqualTo(400);
    assertThat(offsets(response).at(1).at("kafka_error_code").number()).isEqualTo(87);
    // The first may be sent again, and then comes after the third if that was on its way already.
    long first = offsets(response).at(0).at("offset").number();
    assertThat(offsets(response).at(2).at("offset").number()).isNotEqualTo(first);
  }

  @Test
  void saysThatNoneWasWritten() {
    HttpResponse<String> response =
        post("/topics/orders", BINARY, "{\"records\":[{\"value\":\"?\"},{\"vaule\":\"\"}]}");

    assertThat(response.statusCode()).isEqualTo(422);
    Json body = json(response);
    assertThat(body.at("error_code").number()).isEqualTo(422);
    assertThat(body.at("message").text())
        .isEqualTo("None of 2 records was written. The first: \"value\" is not in base64.");
    assertThat(body.at("error").at("incident").text()).isNotEmpty();
    assertThat(body.at("offsets").size()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /topics/orders              | application/vnd.kafka.json.v2+json     | {"records":[]}              | 422 | at least one
          /topics/orders              | application/vnd.kafka.json.v2+json     | {"records":[{"value":1}     | 400 | no JSON
          /topics/orders              | application/vnd.kafka.avro.v2+json     | {"records":[{"value":1}]}   | 415 | json.v2+json
          /topics/orders              | application/vnd.kafka.avro.v1+json     | {"records":[{"value":1}]}   | 415 | json.v2+json
          /topics/orders              | application/json                       | {"records":[{"value":1}]}   | 415 | batches only
          /topics/orders/partitions/x | application/vnd.kafka.json.v2+json     | {"records":[{"value":1}]}   | 400 | partition is a number
          /topics/orders/partitions/3 | application/vnd.kafka.json.v2+json     | {"records":[{"value":1}]}   | 422 | no partition 3
          /topics/orders?key=a        | application/vnd.kafka.json.v2+json     | {"records":[{"value":1}]}   | 400 | stand with each record
          /topics/orders?async=true   | application/vnd.kafka.json.v2+json     | {"records":[{"value":1}]}   | 400 | async
          /topics/elsewhere           | application/vnd.kafka.json.v2+json     | {"records":[{"value":1}]}   | 403 | may not
          /topics/orders              | application/vnd.kafka.json.v2+json     | ''                          | 411 | no body
          """)
  void refusesAsAWhole(String path, String type, String body, int status, String message) {
    HttpResponse<String> response = post(path, type, body);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(json(response).at("message").text()).contains(message);
    assertThat(json(response).at("error").at("incident").text()).isNotEmpty();
  }

  @Test
  void takesSixteenTimesTheLargestMessageAndNoMore() {
    String value = "\"" + "x".repeat(19_900) + "\"";
    String fifteen =
        IntStream.range(0, 15)
            .mapToObj(i -> "{\"value\":" + value + "}")
            .collect(Collectors.joining(","));
    String fits = "{\"records\":[" + fifteen + "]}";
    String tooLong = fits + " ".repeat(320_001 - fits.length());

    assertThat(post("/topics/orders", JSON, fits).statusCode()).isEqualTo(200);
    assertThat(post("/topics/orders", JSON, chunked(fits)).statusCode()).isEqualTo(200);
    HttpResponse<String> declared = post("/topics/orders", JSON, tooLong);
    assertThat(declared.statusCode()).isEqualTo(413);
    assertThat(declared.body()).contains("The batch has 320001 bytes; the limit is 320000 bytes.");
    assertThat(post("/topics/orders", JSON, chunked(tooLong)).statusCode()).isEqualTo(413);
  }

  @Test
  void passesOnWhereTheCallerIsInATraceWithEachRecord() {
    String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    HttpResponse<String> response =
        runtime.send(
            runtime
                .post(
                    TOPIC,
                    BodyPublishers.ofString(
                        "{\"records\":[{\"value\":1},{\"value\":2,"
                            + "\"headers\":[{\"key\":\"traceparent\",\"value\":\"eA==\"}]}]}"))
                .header("Content-Type", JSON)
                .header("traceparent", parent)
                .build());

    assertThat(readBack(response, 0).headers().lastHeader("traceparent").value())
        .isEqualTo(parent.getBytes(UTF_8));
    assertThat(readBack(response, 1).headers().toArray())
        .singleElement()
        .matches(header -> new String(header.value(), UTF_8).equals("x"));
  }

  private static BodyPublisher chunked(String body) {
    return BodyPublishers.fromPublisher(BodyPublishers.ofString(body));
  }

  private static HttpResponse<String> post(String path, String type, String body) {
    return post(path, type, BodyPublishers.ofString(body));
  }

  private static HttpResponse<String> post(String path, String type, BodyPublisher body) {
    return runtime.send(
        HttpRequest.newBuilder(runtime.uri(path))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + runtime.key.reveal())
            .header("Content-Type", type)
            .POST(body)
            .build());
  }

  private static Json json(HttpResponse<String> response) {
    return Json.parse(response.body());
  }

  private static Json offsets(HttpResponse<String> response) {
    return json(response).at("offsets");
  }

  private static ConsumerRecord<byte[], byte[]> readBack(HttpResponse<String> response, int index) {
    Json at = offsets(response).at(index);
    return broker.read(TOPIC, (int) at.at("partition").number(), at.at("offset").number());
  }
}
