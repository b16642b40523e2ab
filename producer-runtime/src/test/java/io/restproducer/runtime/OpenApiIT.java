package io.restproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restproducer.runtime.OpenApi.Exchange;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the served description says is what a whole runtime does. */
class OpenApiIT {
  private static final OpenApi API = OpenApi.served();
  private static final String FILE = "openapi.json";
  private static final String ABSENT = "orders-not-created-yet";

  /** What schemathesis does not count among the ways to refuse bad data by itself. */
  private static final String REFUSALS =
      "[checks.negative_data_rejection]\nexpected-statuses = [\"4xx\", \"503\"]\n";

  @RegisterExtension
  static final Stand STAND = new Stand().topic(RuntimeFixture.TOPIC, 3).granting(ABSENT);

  private static RuntimeFixture runtime;

  @BeforeAll
  static void take() {
    runtime = STAND.runtime();
  }

  @Test
  void isServedWithoutACredential() {
    HttpResponse<String> response = describe("GET", Map.of());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body().getBytes()).isEqualTo(OpenApi.bytes());
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("public, max-age=300");
    assertThat(response.headers().firstValue("ETag").orElseThrow()).matches("\"[0-9a-f]{32}\"");
  }

  @Test
  void answersHeadWithTheHeadersOfGet() {
    try (RawConnection connection = new RawConnection(runtime)) {
      String head = connection.send(request("HEAD", "X: y")).head();
      String second = connection.send(request("GET", "X: y")).response();

      assertThat(head).startsWith("HTTP/1.1 200 ").contains("ETag: \"");
      assertThat(head).contains("Content-Length: " + OpenApi.bytes().length);
      assertThat(second).startsWith("HTTP/1.1 200 ").endsWith("}\n");
    }
  }

  @Test
  void saysThatItHasNotChanged() {
    String tag = describe("GET", Map.of()).headers().firstValue("ETag").orElseThrow();
    for (String known : List.of(tag, "\"x\", W/" + tag, "*")) {
      try (RawConnection connection = new RawConnection(runtime)) {
        String head = connection.send(request("GET", "If-None-Match: " + known)).head();

        assertThat(head).startsWith("HTTP/1.1 304 ").contains("ETag: " + tag);
        assertThat(head).doesNotContain("Content-Length");
        assertThat(connection.send(request("GET", "X: y")).head()).startsWith("HTTP/1.1 200 ");
      }
    }
    assertThat(describe("GET", Map.of("If-None-Match", "\"x\"")).statusCode()).isEqualTo(200);
  }

  @Test
  void takesNoOtherMethod() {
    HttpResponse<String> response = describe("POST", Map.of());

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
  }

  static Collection<Exchange> exchanges() {
    return API.exchanges();
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void eachExampleIsTrue(Exchange exchange) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(runtime.uri(exchange.target()))
            .timeout(Duration.ofSeconds(60))
            .method(exchange.method(), BodyPublishers.ofString(exchange.body()));
    exchange.contentType().ifPresent(type -> request.header("Content-Type", type));
    if (exchange.status() != 401) {
      request.header("Authorization", "Bearer " + runtime.key.reveal());
    }

    HttpResponse<String> response = runtime.send(request.build());

    assertThat(response.statusCode()).as(response.body()).isEqualTo(exchange.status());
    assertThat(response.headers().firstValue("Content-Type")).hasValue(exchange.answerType());
    JsonNode body = OpenApi.json(response.body().getBytes());
    assertThat(API.faults(exchange.schema(), body)).as(response.body()).isEmpty();
    assertThat(body.path("message")).isEqualTo(exchange.answer().path("message"));
    assertThat(body.at("/error/topic")).isEqualTo(exchange.answer().at("/error/topic"));
  }

  @Test
  void isValid() throws IOException {
    Path python = ForeignProgram.python(ForeignProgram.resource("openapi/requirements.txt"));

    String said =
        programs().run(python, "-m", "openapi_spec_validator", "--validation-errors", "all", FILE);

    assertThat(said).contains("OK");
  }

  @Test
  @EnabledIfSystemProperty(
      named = "schemathesis",
      matches = "true",
      disabledReason = "it searches by chance: run it with -Dschemathesis=true")
  void nothingIsAnsweredThatIsNotDescribed() throws IOException {
    schemathesis("[headers]\nAuthorization = \"Bearer " + runtime.key.reveal() + "\"\n", 45);
  }

  @Test
  @EnabledIfSystemProperty(
      named = "schemathesis",
      matches = "true",
      disabledReason = "it searches by chance: run it with -Dschemathesis=true")
  void norWithoutAKey() throws IOException {
    schemathesis("", 15);
  }

  /**
   * Has schemathesis make requests of the description, good and bad ones, and look at each answer.
   *
   * <p>Two of its checks cannot hold. {@code positive_data_acceptance}: parameters that are each
   * good may contradict each other (a tombstone without a key), and no schema knows which topics
   * and partitions there are. {@code unsupported_method}: it sends a GET with a body, which is
   * refused as ambiguous, 400, before anybody asks which methods there are; {@link WireIT} tests
   * the 405.
   */
  private static void schemathesis(String config, int seconds) throws IOException {
    Path python = ForeignProgram.python(ForeignProgram.resource("openapi/requirements.txt"));
    ForeignProgram programs = programs();
    Files.writeString(programs.directory().resolve("schemathesis.toml"), config + REFUSALS);

    ForeignProgram.Ended ended =
        programs.end(
            python.resolveSibling("schemathesis"),
            "--no-color",
            "--config-file=schemathesis.toml",
            "run",
            FILE,
            "--url=" + runtime.uri(""),
            "--tls-verify=ca.crt",
            "--checks=all",
            "--exclude-checks=positive_data_acceptance,unsupported_method",
            "--max-time=" + seconds,
            "--request-timeout=60",
            "--seed=1");

    assertThat(ended.code()).as("%s%n%s", ended.output(), ended.errors()).isZero();
    assertThat(ended.output()).containsPattern("Tested: *6");
  }

  /** With the served description and the certificate at hand. */
  private static ForeignProgram programs() throws IOException {
    Path place = Files.createTempDirectory(STAND.place(""), "programs");
    Files.writeString(place.resolve(FILE), describe("GET", Map.of()).body());
    Files.write(place.resolve("ca.crt"), runtime.certificate.certificatePem());
    return new ForeignProgram(place);
  }

  private static HttpResponse<String> describe(String method, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(runtime.uri("/openapi.json"))
            .method(method, BodyPublishers.noBody());
    headers.forEach(request::header);
    return runtime.send(request.build());
  }

  private static String request(String method, String header) {
    return method + " /openapi.json HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n";
  }
}
