package io.restproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.Quota;
import io.restproducer.contract.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is answered for the sake of a request's head alone, and what that does to the connection.
 */
class EarlyAnswersIT {
  private static final String TOPIC = RuntimeFixture.TOPIC;
  private static final String PRODUCE = "POST /topics/orders/records HTTP/1.1";
  private static final ApiKey LIMITED = KeyTables.mint();

  @RegisterExtension static final Stand STAND = new Stand().topic(TOPIC, 1);

  private static RuntimeFixture runtime;

  @BeforeAll
  static void take() {
    runtime = STAND.runtime();
  }

  @Test
  void speaksHttp10() {
    try (RawConnection connection = new RawConnection(runtime)) {
      connection.send(
          runtime.head("POST /topics/orders/records HTTP/1.0", "Content-Length: 1") + "x");

      assertThat(connection.untilClosed())
          .containsPattern("^HTTP/1\\.[01] 200 ")
          .contains("\"topic\":\"orders\"");
    }
  }

  @Test
  void takesSixtyFourHeadersAndAnswersOneMoreBarely() {
    String[] most = new String[62];
    for (int i = 0; i < 62; i++) {
      most[i] = i == 0 ? "Content-Length: 1" : "X-" + i + ": y";
    }
    try (RawConnection connection = new RawConnection(runtime)) {
      assertThat(connection.send(runtime.head(PRODUCE, most) + "x").response()).contains(" 200 ");
      most[61] += "\r\nX-62: y";
      connection.send(runtime.head(PRODUCE, most));

      assertThat(connection.untilClosed()).startsWith("HTTP/1.1 400 ").doesNotContain("error");
    }
  }

  @Test
  void saysThatItIsAliveToWhoeverAsks() {
    HttpResponse<String> alive =
        runtime.send(
            HttpRequest.newBuilder(runtime.uri("/alive")).timeout(Duration.ofSeconds(60)).build());

    assertThat(alive.statusCode()).isEqualTo(200);
    assertThat(alive.body()).isEqualTo("{}");
  }

  @Test
  void saysEverythingTwiceForClientsOf2019() {
    Json body = Json.parse(runtime.produce("m".repeat(65537)).body());

    for (Json error : new Json[] {body, body.at("error")}) {
      assertThat(error.at("error_code").number()).isEqualTo(413);
      assertThat(error.at("message").text())
          .isEqualTo("The message has 65537 bytes; the limit is 65536 bytes.");
    }
    assertThat(body.at("error").at("incident").text()).matches("[0-9a-f]{16}");
  }

  /** Nothing of the body is ever sent. */
  @ParameterizedTest
  @CsvSource({
    "/topics/orders/records,401",
    "/topics/others/records,403",
    "/topics/orders/records?nonsense=1,400",
    "/topics/orders/records?tombstone=true&key=k,400",
    "/topics/orders/records?key=%s,413",
    "/nowhere,404"
  })
  void judgesAllButTheBodyBeforeTheBody(String target, int status) {
    String line = "POST " + target.replace("%s", "k".repeat(4097)) + " HTTP/1.1";
    String head = runtime.head(line, "Content-Length: 9");
    try (RawConnection connection = new RawConnection(runtime)) {
      connection.send(status == 401 ? head.replace(runtime.key.reveal(), "x") : head);

      assertThat(connection.response()).startsWith("HTTP/1.1 " + status + " ");
    }
  }

  @Test
  void aChunkedBodyIsThrownAwayToItsEndAsOneOfDeclaredLengthIs() {
    String line = "POST /topics/others/records HTTP/1.1";
    String chunk = "2000\r\n" + "m".repeat(0x2000) + "\r\n";
    try (RawConnection connection = new RawConnection(runtime)) {
      connection.send(runtime.head(line, "Transfer-Encoding: chunked"));
      for (int i = 0; i < 100; i++) {
        connection.send(chunk);
      }

      assertThat(connection.send("0\r\n\r\n").response()).startsWith("HTTP/1.1 403 ");
    }
  }

  @Test
  void closesAfterA400ThatCameBeforeTheBodyAndAfterNoOther() {
    try (RawConnection connection = new RawConnection(runtime)) {
      String others = runtime.head("POST /topics/others/records HTTP/1.1", "Content-Length: 1");
      assertThat(connection.send(others + "x").response())
          .contains(" 403 ")
          .doesNotContain("Connection: close");
      connection.send(runtime.head(PRODUCE.replace("records", "records?a=b"), "Content-Length: 1"));

      assertThat(connection.response()).contains(" 400 ", "Connection: close");
      assertThat(connection.closedByServer()).isTrue();
    }
  }

  @Test
  void whatIsRefusedBeforeTheKeyIsLookedAtCountsForNobody() {
    Quota one = new Quota(OptionalInt.of(1), OptionalLong.empty(), OptionalInt.empty());
    KeyEntry mine = KeyTables.entry(runtime.key, Role.EDITOR, TOPIC);
    runtime.push(2, mine, KeyTables.limited(KeyTables.entry(LIMITED, Role.EDITOR, TOPIC), one));
    String[] early = {"GET /topics/orders/records", "POST /nowhere", "POST http://h/a"};
    for (int i = 0; i < 30; i++) {
      assertThat(ofLimited(early[i % 3])).containsPattern("^HTTP/1.1 40[045] ");
    }

    assertThat(ofLimited("POST /topics/orders/records")).startsWith("HTTP/1.1 200 ");
    assertThat(IntStream.range(0, 200).mapToObj(i -> ofLimited("POST /topics/orders/records")))
        .anyMatch(answer -> answer.startsWith("HTTP/1.1 429 "));
  }

  private static String ofLimited(String request) {
    String length = "Content-Length: " + (request.startsWith("GET") ? "0" : "1");
    String head = runtime.head(request + " HTTP/1.1", length);
    try (RawConnection connection = new RawConnection(runtime)) {
      connection.send(head.replace(runtime.key.reveal(), LIMITED.reveal()) + "x");
      return connection.response();
    }
  }
}
