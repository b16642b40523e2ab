package io.restproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The finer print of docs/http-api.md for batches: what a record may be, and the bounds. */
class BatchRulesIT {
  private static final String TOPIC = RuntimeFixture.TOPIC;
  private static final String JSON = "application/vnd.kafka.json.v2+json";
  private static final String HEADER = "{\"key\":\"h\",\"value\":\"\"},";

  @RegisterExtension static final Stand STAND = new Stand().topic(TOPIC, 1);

  private static TestBroker broker;
  private static RuntimeFixture runtime;

  @BeforeAll
  static void take() {
    broker = STAND.broker();
    runtime = STAND.runtime();
  }

  @ParameterizedTest
  @CsvSource({
    "application/vnd.kafka.json.v2+json,'\"YQ==\"'",
    "application/vnd.kafka.json.v1+json,'\"YQ==\"'",
    "application/vnd.kafka.binary.v2+json,a",
    "application/vnd.kafka.v2+json,a",
    "application/vnd.kafka.binary.v1+json,a",
    "application/vnd.kafka.v1+json,a",
    "application/vnd.kafka.text.v2+json,YQ=="
  })
  void writesWhatTheTypeSaysAndAnswersAsV2(String type, String written) {
    HttpResponse<String> response = post(type, "{\"records\":[{\"value\":\"YQ==\"}]}");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValue("application/vnd.kafka.v2+json");
    long offset = Json.parse(response.body()).at("offsets").at(0).at("offset").number();
    assertThat(broker.read(TOPIC, 0, offset).value()).asString().isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"key":1}                                       | 400 | has no "value"
          {"value":null}                                  | 400 | needs a key
          {"value":1,"vaule":2}                           | 400 | unknown field
          {"value":1,"value":2}                           | 400 | one field twice
          {"value":1,"headers":[{"key":"h","value":"?"}]} | 400 | not in base64
          {"value":1,"partition":7}                       | 400 | no partition 7
          """)
  void saysWhatIsWrongWithARecordAndWritesTheOther(String record, int status, String message) {
    Json body = beside(record);

    Json wrong = body.at("offsets").at(1);
    assertThat(wrong.at("error_code").number()).isEqualTo(status);
    assertThat(wrong.at("error").text()).contains(message);
    assertThat(body.at("incident").text()).matches("[0-9a-f]{16}");
  }

  @Test
  void takesNullForWhatMayBeLeftOut() {
    HttpResponse<String> response =
        post(
            JSON,
            "{\"key_schema\":null,\"key_schema_id\":null,\"value_schema\":null,"
                + "\"value_schema_id\":null,\"records\":[{\"value\":1,\"key\":null,"
                + "\"partition\":null,\"timestamp\":null,\"headers\":null}]}");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.body()).doesNotContain("incident");
    long offset = Json.parse(response.body()).at("offsets").at(0).at("offset").number();
    assertThat(broker.read(TOPIC, 0, offset).key()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"key_schema,'\"s\"'", "key_schema_id,1", "value_schema,'\"s\"'", "value_schema_id,1"})
  void refusesEverySchema(String field, String value) {
    HttpResponse<String> response =
        post(JSON, "{\"%s\":%s,\"records\":[{\"value\":1}]}".formatted(field, value));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
    assertThat(response.body()).contains("No schema registry").doesNotContain("offsets");
  }

  @Test
  void takesSixtyFourHeadersForARecordAndNotOneMore() {
    String most = HEADER.repeat(64);
    String good = "{\"value\":1,\"headers\":[" + most.substring(0, most.length() - 1) + "]}";
    HttpResponse<String> response = post(JSON, "{\"records\":[" + good + "]}");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(beside(good.replace("[", "[" + HEADER)).at("offsets").at(1).at("error").text())
        .contains("64");
  }

  @Test
  void takesFiveThousandRecordsAndNotOneMore() {
    String most = "{\"value\":1},".repeat(4_999) + "{\"value\":1}";
    HttpResponse<String> full = post(JSON, "{\"records\":[" + most + "]}");
    HttpResponse<String> more = post(JSON, "{\"records\":[" + most + ",{\"value\":1}]}");

    assertThat(full.statusCode()).isEqualTo(200);
    assertThat(Json.parse(full.body()).at("offsets").size()).isEqualTo(5_000);
    assertThat(more.statusCode()).as(more.body()).isEqualTo(413);
    assertThat(more.body()).contains("more than 5000 records");
  }

  /** 16 × 64 KiB; 16 MiB; a quarter of the quarter of a heap that is for bodies. */
  @ParameterizedTest
  @CsvSource({"512,65536,1048576", "512,2097152,16777216", "32,1048576,2097152"})
  void boundsTheBytesOfABatch(int heapMib, String message, long limit) {
    try (RuntimeFixture other =
        new RuntimeFixture(STAND.place(heapMib + "-" + message))
            .withHeap((long) heapMib << 20)
            .with("MAX_MESSAGE_SIZE", message)
            .files(broker.bootstrapServers())
            .start()
            .awaitReady()) {
      String line = "POST /topics/orders HTTP/1.1";
      String type = "Content-Type: " + JSON;
      try (RawConnection connection = new RawConnection(other)) {
        connection.send(other.head(line, type, "Expect: 100-continue", "Content-Length: " + limit));
        assertThat(connection.head()).startsWith("HTTP/1.1 100 ");
      }
      try (RawConnection connection = new RawConnection(other)) {
        connection.send(other.head(line, type, "Content-Length: " + (limit + 1)));
        assertThat(connection.response())
            .startsWith("HTTP/1.1 413 ")
            .contains("the limit is " + limit + " bytes");
      }
    }
  }

  /** The answer to a batch of a good record and {@code record}. */
  private static Json beside(String record) {
    HttpResponse<String> response = post(JSON, "{\"records\":[{\"value\":1}," + record + "]}");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(207);
    return Json.parse(response.body());
  }

  private static HttpResponse<String> post(String type, String body) {
    return runtime.send(
        HttpRequest.newBuilder(runtime.uri("/topics/orders"))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + runtime.key.reveal())
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build());
  }
}
