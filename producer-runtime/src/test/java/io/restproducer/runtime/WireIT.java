package io.restproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as they stand on the wire: paths, parameters, framing, lengths. */
class WireIT {
  private static final String PRODUCE = "POST /topics/orders/records HTTP/1.1";

  @RegisterExtension static final Stand STAND = new Stand().topic(RuntimeFixture.TOPIC, 1);

  private static RuntimeFixture runtime;

  @BeforeAll
  static void take() {
    runtime = STAND.runtime();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/topics",
        "/topics/orders/records/",
        "/topics/a/../orders/records",
        "/topics/orders/records;x=y",
        "/topics//orders/records",
        "/%74opics/orders/records"
      })
  void knowsNoOtherPath(String path) {
    String response = raw("POST " + path + " HTTP/1.1", "Content-Length: 1", "x");

    assertThat(response).startsWith("HTTP/1.1 404 ").contains("\"error_code\":404");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%20b", "%2e%2e", "..", ".", "a%00b", "a%0d%0ab", "a;b"})
  void refusesNamesThatNoTopicCanHave(String topic) {
    String response = raw("POST /topics/" + topic + "/records HTTP/1.1", "Content-Length: 1", "x");

    assertThat(response).startsWith("HTTP/1.1 400 ").contains("\"error_code\":400");
  }

  @Test
  void saysWhichMethodAPathAnswers() {
    String response = raw("GET /topics/orders/records HTTP/1.1", "X: y", "");

    assertThat(response).startsWith("HTTP/1.1 405 ").contains("Allow: POST");
  }

  @Test
  void answersHeadWithoutABodyAndKeepsTheConnection() {
    try (RawConnection connection = new RawConnection(runtime)) {
      connection.send(head("HEAD /topics/orders/records HTTP/1.1", "X: y"));
      assertThat(connection.head()).startsWith("HTTP/1.1 405 ");

      connection.send(head("POST /topics/orders/records HTTP/1.1", "Content-Length: 1") + "x");
      assertThat(connection.response()).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void answersOnTheHealthPathOfOldClients() {
    assertThat(raw("GET /alive HTTP/1.1", "X: y", "")).startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key=%ff",
        "keyType=other",
        "keyType=binary&key=abc",
        "keyType=binary&key=xy",
        "headers=a",
        "headers=:00",
        "headers=a:0",
        "headers=a:00,,b:00",
        "key=a&key=b",
        "partition=x",
        "timestamp=yesterday",
        "tombstone=true",
        "nonsense=1",
        "schemaname=s",
        "schemaversion=1",
        "schemavalidation=true"
      })
  void refusesParametersItCannotHonour(String query) {
    String response =
        raw("POST /topics/orders/records?" + query + " HTTP/1.1", "Content-Length: 1", "x");

    assertThat(response).startsWith("HTTP/1.1 400 ").contains("\"error_code\":400");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%zz", "%4"})
  void refusesAnEscapeThatIsNone(String key) {
    String line = "POST /topics/orders/records?key=" + key + " HTTP/1.1";

    assertThat(raw(line, "Content-Length: 1", "x")).startsWith("HTTP/1.1 400 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: identity",
        "Content-Length: 1\r\nTransfer-Encoding: chunked",
        "Content-Length: 1\r\nContent-Length: 2",
        "Content-Length: +1"
      })
  void closesAfterAHeadThatCanBeReadInTwoWays(String header) {
    try (RawConnection connection = new RawConnection(runtime)) {
      connection.send(head("POST /topics/orders/records HTTP/1.1", header) + "x");

      assertThat(connection.response()).startsWith("HTTP/1.1 400 ");
      assertThat(connection.closedByServer()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"POST /topics/orders/records HTTP/2.0", "POST http://h/topics/o/records HTTP/1.1"})
  void refusesOddRequestLines(String line) {
    assertThat(raw(line, "Content-Length: 1", "x")).containsPattern("^HTTP/1\\.\\d 400 ");
  }

  @Test
  void refusesAnEmptyBody() {
    String declared = raw("POST /topics/orders/records HTTP/1.1", "Content-Length: 0", "");
    String none = raw("POST /topics/orders/records HTTP/1.1", "X: y", "");
    String chunked =
        raw("POST /topics/orders/records HTTP/1.1", "Transfer-Encoding: chunked", "0\r\n\r\n");

    assertThat(List.of(declared, none, chunked)).allMatch(r -> r.startsWith("HTTP/1.1 411 "));
  }

  @Test
  void keepsTheConnectionAfterALittleTooMuchByDeclaredLength() {
    try (RawConnection connection = new RawConnection(runtime)) {
      String head = head("POST /topics/orders/records HTTP/1.1", "Content-Length: 65537");
      connection.send(head + "m".repeat(65537));
      assertThat(connection.response()).startsWith("HTTP/1.1 413 ").doesNotContain("close");

      connection.send(head("POST /topics/orders/records HTTP/1.1", "Content-Length: 1") + "x");
      assertThat(connection.response()).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void refusesAHugeDeclaredLengthBeforeAnyByteOfIt() {
    try (RawConnection connection = new RawConnection(runtime)) {
      connection.send(head("POST /topics/orders/records HTTP/1.1", "Content-Length: 99999999999"));

      assertThat(connection.response())
          .startsWith("HTTP/1.1 413 ")
          .contains("99999999999 bytes", "Connection: close");
    }
  }

  @Test
  void refusesAChunkedBodyAsSoonAsItPassesTheLimit() {
    try (RawConnection connection = new RawConnection(runtime)) {
      connection.send(
          head("POST /topics/orders/records HTTP/1.1", "Transfer-Encoding: chunked")
              + "11170\r\n"
              + "m".repeat(70000));

      assertThat(connection.response())
          .startsWith("HTTP/1.1 413 ")
          .contains("Connection: close", "the limit is 65536 bytes");
      assertThat(connection.closedByServer()).isTrue();
    }
  }

  @Test
  void letsASlowReaderSeeTheRefusalOfAMegabyteThatIsStillComing() {
    try (RawConnection connection = new RawConnection(runtime)) {
      connection.send(head("POST /topics/orders/records HTTP/1.1", "Content-Length: 1000000"));
      connection.send("m".repeat(1_000_000));

      assertThat(connection.response()).startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void continuesOnlyWhereTheBodyIsWanted() {
    try (RawConnection wanted = new RawConnection(runtime);
        RawConnection unwanted = new RawConnection(runtime)) {
      String expect = "Expect: 100-continue\r\nContent-Length: ";
      wanted.send(head("POST /topics/orders/records HTTP/1.1", expect + "5"));
      assertThat(wanted.response()).startsWith("HTTP/1.1 100 ");
      assertThat(wanted.send("hello").response()).startsWith("HTTP/1.1 200 ");

      unwanted.send(head("POST /topics/orders/records HTTP/1.1", expect + "65537"));
      assertThat(unwanted.response()).startsWith("HTTP/1.1 413 ");
      assertThat(unwanted.closedByServer()).isTrue();
    }
  }

  @Test
  void takesAChunkedBodyThatWaitsToBeAskedForAndThenTheNextRequest() {
    try (RawConnection connection = new RawConnection(runtime)) {
      connection.send(head(PRODUCE, "Expect: 100-continue\r\nTransfer-Encoding: chunked"));
      assertThat(connection.response()).startsWith("HTTP/1.1 100 ");
      connection.send("5\r\nhello\r\n0\r\n\r\n" + head(PRODUCE, "Content-Length: 1") + "x");

      assertThat(connection.response()).startsWith("HTTP/1.1 200 ");
      assertThat(connection.response()).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void refusesTooLongUrisAndHeaders() {
    String uri =
        raw(
            "POST /topics/orders/records?key=" + "k".repeat(21000) + " HTTP/1.1",
            "Content-Length: 1",
            "x");
    String header = raw("POST /topics/orders/records HTTP/1.1", "X: " + "y".repeat(17000), "");

    assertThat(uri).startsWith("HTTP/1.1 414 ").contains("the limit is 20480");
    assertThat(header).startsWith("HTTP/1.1 431 ").contains("the limit is 16384");
  }

  /** Undertow collects trailers without a bound: 7 bytes on the wire are 145 in memory. */
  @Test
  void readsNoEndlessTrailers() {
    String trailers = "ABCDE:1\r\n".repeat(50_000);
    String response = raw(PRODUCE, "Transfer-Encoding: chunked", "1\r\nx\r\n0\r\n" + trailers);

    assertThat(response).startsWith("HTTP/1.1 400 ").contains("send fewer trailers");
  }

  @Test
  void takesAFewTrailers() {
    String response =
        raw(PRODUCE, "Transfer-Encoding: chunked", "1\r\nx\r\n0\r\nA: b\r\nC: d\r\n\r\n");

    assertThat(response).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void takesABodyInManyTinyChunks() {
    String response =
        raw(PRODUCE, "Transfer-Encoding: chunked", "1\r\nx\r\n".repeat(30_000) + "0\r\n\r\n");

    assertThat(response).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void answersAChunkThatIsDeclaredLargerThanAnyBody() {
    String response =
        raw(PRODUCE, "Transfer-Encoding: chunked", "FFFFFFF\r\n" + "x".repeat(70_000));

    assertThat(response).startsWith("HTTP/1.1 413 ");
  }

  private static String raw(String line, String header, String body) {
    try (RawConnection connection = new RawConnection(runtime)) {
      return connection.send(head(line, header) + body).response();
    }
  }

  private static String head(String line, String header) {
    return line
        + "\r\nHost: localhost\r\nAuthorization: Bearer "
        + runtime.key.reveal()
        + "\r\n"
        + header
        + "\r\n\r\n";
  }
}
