package io.restproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.runtime.limits.Deadlines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests that two programs could read in two ways. Behind each stands, on the same connection, a
 * well-formed request: whoever reads the first one wrongly would write the second's record.
 */
class SmugglingIT {
  private static final Deadlines SHORT =
      new Deadlines(
          Duration.ofSeconds(3),
          Duration.ofSeconds(3),
          Duration.ofSeconds(5),
          Duration.ofSeconds(3));
  private static final String POST = "POST /topics/orders/records HTTP/1.1";
  private static final String CHUNKED = "Transfer-Encoding: chunked";
  private static final Pattern REFUSED = Pattern.compile("HTTP/\\d\\.\\d (400|404|405|411|413) ");

  @TempDir static Path directory;
  private static TestBroker broker;
  private static RuntimeFixture runtime;
  private static Aftermath aftermath;
  private static long written;

  @BeforeAll
  static void start() {
    broker = new TestBroker(directory.resolve("kafka"), Map.of());
    broker.createTopic(RuntimeFixture.TOPIC, 1, Map.of());
    runtime =
        new RuntimeFixture(directory.resolve("config"))
            .within(SHORT)
            .files(broker.bootstrapServers())
            .start()
            .awaitReady();
    assertThat(runtime.produce("x").statusCode()).isEqualTo(200);
    aftermath = Aftermath.of(runtime);
  }

  @AfterAll
  static void nothingIsLeftAndNothingWasSmuggled() {
    try {
      aftermath.isNone();
      assertThat(broker.end(RuntimeFixture.TOPIC, 0)).as("records").isEqualTo(written + 2);
    } finally {
      runtime.close();
      broker.close();
    }
  }

  static Stream<Row> refused() {
    return Stream.concat(Stream.concat(requestLines(), headers()), chunks());
  }

  private static Stream<Row> requestLines() {
    return Stream.of(
            "POST  /topics/orders/records HTTP/1.1",
            "POST /topics/orders/records  HTTP/1.1",
            "POST\t/topics/orders/records HTTP/1.1",
            "POST /topics/orders/records\tHTTP/1.1",
            "POST /topics/orders/records HTTP/1.1 ",
            "POST /topics/orders/records HTTP/1.1\t",
            " POST /topics/orders/records HTTP/1.1",
            "POST /topics/orders/records http/1.1",
            "POST /topics/orders/records HTTP/0.9",
            "POST /topics/orders/records HTTP/1.2",
            "POST /topics/orders/records HTTP/1.10",
            "POST /topics/orders/records HTTP/01.1",
            "POST /topics/orders/records HTTP/2.0",
            "POST /topics/orders/records HTTP/3.0",
            "POST /topics/orders/records HTTP/1,1",
            "POST /topics/orders/records HTTP/",
            "POST /topics/orders/records FTP/1.1",
            "POST /topics/orders/records",
            "POST /topics/orders/records ",
            "POST",
            "POST /topics/orders/records\0 HTTP/1.1",
            "POST /topics/orders/records?key=\1 HTTP/1.1",
            "POST /topics/orders/records?key=a b HTTP/1.1",
            "POST /topics/orders/records HTTP/1.1\0",
            "POST /topics/orders/records HTTP/1.1\rX: y",
            "POST /topics/orders/records HTTP/1.1\nX: y",
            "POST http://h/topics/orders/records HTTP/1.1",
            "POST topics/orders/records HTTP/1.1",
            "CONNECT localhost:8443 HTTP/1.1",
            "OPTIONS * HTTP/1.1",
            "P\0ST /topics/orders/records HTTP/1.1",
            "post /topics/orders/records HTTP/1.1",
            "PO:ST /topics/orders/records HTTP/1.1",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n")
        .map(line -> new Row(line, runtime.head(line, "Content-Length: 1") + "x"));
  }

  private static Stream<Row> headers() {
    return Stream.of(
            "Content-Length : 1",
            "Content-Length\t: 1",
            "Transfer-Encoding : chunked",
            " Content-Length: 1",
            "X: y\r\n Content-Length: 1",
            "X: y\r\n\tContent-Length: 1",
            "Content-Length:\r\n 1",
            "Transfer-Encoding:\r\n chunked",
            "Transfer-Encoding:\r\n\tchunked",
            "Content-Length: 1\r\n \r\nX: y",
            "X: y\nContent-Length: 1",
            "Content-Length: 1\nX: y",
            "X: y\rContent-Length: 1",
            "Content-Length: 1\rX: y",
            "Content-Length: 1\r\r",
            "X: \0\r\nContent-Length: 1",
            "X\0: y\r\nContent-Length: 1",
            "Content-Length: 1\0",
            "Content-Length\0: 1",
            "Transfer-Encoding: chunked\0",
            "X: \u007f\r\nContent-Length: 1",
            "X: \u000b\r\nContent-Length: 1",
            "X y: z\r\nContent-Length: 1",
            "X(y): z\r\nContent-Length: 1",
            "\u00e4: z\r\nContent-Length: 1",
            ": z\r\nContent-Length: 1",
            "no colon\r\nContent-Length: 1",
            "Content-Length",
            "Content-Length:",
            "Content-Length: +1",
            "Content-Length: -1",
            "Content-Length: 1, 1",
            "Content-Length: 1,1",
            "Content-Length: 1 1",
            "Content-Length: 0x1",
            "Content-Length: 1e0",
            "Content-Length: 1;",
            "Content-Length: \"1\"",
            "Content-Length: 18446744073709551617",
            "Content-Length: 1\r\nContent-Length: 1",
            "Content-Length: 1\r\nContent-Length: 2",
            "Content-Length: 0\r\nContent-Length: 1",
            "Content-Length: 0\r\nContent-Length: 0",
            "Content-Length: 1\r\ncontent-length: 1",
            "Content-Length: 1\r\n" + CHUNKED,
            CHUNKED + "\r\nContent-Length: 1",
            CHUNKED + "\r\nContent-Length: 0",
            CHUNKED + "\r\n" + CHUNKED,
            CHUNKED + "\r\nTransfer-Encoding: identity",
            "Transfer-Encoding:",
            "Transfer-Encoding: gzip",
            "Transfer-Encoding: identity",
            "Transfer-Encoding: xchunked",
            "Transfer-Encoding: chunkedx",
            "Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding: chunked, gzip",
            "Transfer-Encoding: chunked, chunked",
            "Transfer-Encoding: chunked,",
            "Transfer-Encoding: , chunked",
            "Transfer-Encoding: chunked;q=1",
            "Transfer-Encoding: \"chunked\"",
            "Transfer-Encoding: \u000bchunked",
            "Host: other\r\nContent-Length: 1")
        .map(lines -> new Row(lines, runtime.head(POST, lines) + "1\r\nx\r\n0\r\n\r\n"));
  }

  private static Stream<Row> chunks() {
    return Stream.concat(
        Stream.of(new Row("chunked in 1.0", head10() + "1\r\nx\r\n0\r\n\r\n")),
        Stream.of(
                "\r\nx\r\n0\r\n\r\n",
                "g\r\nx\r\n0\r\n\r\n",
                ";a\r\nx\r\n0\r\n\r\n",
                "-1\r\nx\r\n0\r\n\r\n",
                "+1\r\nx\r\n0\r\n\r\n",
                "0x1\r\nx\r\n0\r\n\r\n",
                " 1\r\nx\r\n0\r\n\r\n",
                "1 \r\nx\r\n0\r\n\r\n",
                "1g\r\nx\r\n0\r\n\r\n",
                "1\nx\r\n0\r\n\r\n",
                "1\rx\r\n0\r\n\r\n",
                "1\r\nx\n0\r\n\r\n",
                "1\r\nx0\r\n\r\n",
                "1\r\nxy\r\n0\r\n\r\n",
                "1\r\nx\r0\r\n\r\n",
                "1\r\nx\r\n\r\n0\r\n\r\n",
                "1;a=b\r\nx\r\n0\r\n\r\n",
                "1\r\nx\r\n0;a=b\r\n\r\n",
                "1;a\n=b\r\nx\r\n0\r\n\r\n",
                "1;a\0\r\nx\r\n0\r\n\r\n",
                "1;" + "a".repeat(5000) + "\r\nx\r\n0\r\n\r\n",
                "FFFFFFFFFFFFFFFF\r\nx\r\n0\r\n\r\n",
                "10000000000000001\r\nx\r\n0\r\n\r\n",
                "00000000000000000000000001\r\nx\r\n0\r\n\r\n",
                "1\r\nx\r\n0\n\r\n",
                "1\r\nx\r\n0\r\n\n",
                "1\r\nx\r\n0\r\n\rX",
                "1\r\nx\r\n0\r\nno colon\r\n\r\n",
                "1\r\nx\r\n0\r\nA : b\r\n\r\n",
                "1\r\nx\r\n0\r\nA: b\r\n c\r\n\r\n",
                "1\r\nx\r\n0\r\nA: b\nC: d\r\n\r\n",
                "1\r\nx\r\n0\r\nA: \0\r\n\r\n",
                "1\r\nx\r\n0\r\n" + "ABCDE:1\r\n".repeat(50_000) + "\r\n")
            .map(body -> new Row(body, runtime.head(POST, CHUNKED) + body)));
  }

  private static String head10() {
    return runtime.head("POST /topics/orders/records HTTP/1.0", CHUNKED);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void isRefusedAndClosedAndNothingBehindItIsExecuted(Row row) {
    try (RawConnection connection = new RawConnection(runtime)) {
      connection.send(row.request() + smuggled());

      String answers = connection.untilClosed();

      assertThat(answers).containsPattern("^" + REFUSED).doesNotContain(" 200 ");
      assertThat(REFUSED.matcher(answers).results().count()).as(answers).isEqualTo(1);
    }
  }

  /** A key is no use to whoever only wants to get a request past a proxy. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void isRefusedAndClosedWithoutAKeyToo(Row row) {
    try (RawConnection connection = new RawConnection(runtime)) {
      connection.send(row.request().replaceAll("Authorization: [^\r]*\r\n", "") + smuggled());

      assertThat(connection.untilClosed())
          .containsPattern("^HTTP/\\d\\.\\d 4")
          .doesNotContain(" 200 ");
    }
  }

  static Stream<Row> accepted() {
    return Stream.of(
        new Row("length", runtime.head(POST, "Content-Length: 1") + "x"),
        new Row("length in lower case", runtime.head(POST, "content-length: 1") + "x"),
        new Row("no blank", runtime.head(POST, "Content-Length:1") + "x"),
        new Row("blanks and tabs", runtime.head(POST, "Content-Length: \t 1 \t") + "x"),
        new Row("leading zeros", runtime.head(POST, "Content-Length: 0001") + "x"),
        new Row("obs-text", runtime.head(POST, "X: \u00e4", "Content-Length: 1") + "x"),
        new Row("no value", runtime.head(POST, "X:", "Content-Length: 1") + "x"),
        new Row(
            "other name", runtime.head(POST, "Transfer_Encoding: y", "Content-Length: 1") + "x"),
        new Row("chunks", chunked("1\r\nx\r\n0\r\n\r\n")),
        new Row(
            "Chunked", runtime.head(POST, "transfer-encoding: Chunked") + "1\r\nx\r\n0\r\n\r\n"),
        new Row("many chunks", chunked("1\r\nx\r\n".repeat(20_000) + "0\r\n\r\n")),
        new Row("zeros", chunked("0001\r\nx\r\n000\r\n\r\n")),
        new Row("hexadecimal", chunked("a\r\n0123456789\r\nB\r\n0123456789a\r\n0\r\n\r\n")),
        new Row("trailers", chunked("1\r\nx\r\n0\r\nA: b\r\nContent-Length: 9\r\n\r\n")));
  }

  private static String chunked(String body) {
    return runtime.head(POST, CHUNKED) + body;
  }

  /** Bytes arrive as they like: at once, and one by one. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("accepted")
  void isReadToItsEndAndSoIsTheNext(Row row) {
    try (RawConnection connection = new RawConnection(runtime)) {
      connection.send(row.request() + smuggled());
      assertThat(connection.response()).startsWith("HTTP/1.1 200 ");
      assertThat(connection.response()).startsWith("HTTP/1.1 200 ");
      written += 2;
      if (row.request().length() < 1000) {
        for (char c : row.request().toCharArray()) {
          connection.send(String.valueOf(c));
        }
        assertThat(connection.response()).startsWith("HTTP/1.1 200 ");
        written++;
      }
    }
  }

  private static String smuggled() {
    return runtime.head(POST, "Content-Length: 8") + "smuggled";
  }

  /** One request as it stands on the wire. */
  record Row(String name, String request) {
    @Override
    public String toString() {
      String shown = name.length() > 60 ? name.substring(0, 60) + "…" : name;
      StringBuilder escaped = new StringBuilder();
      shown
          .chars()
          .forEach(c -> escaped.append(c < 32 || c > 126 ? "\\x%02x".formatted(c) : (char) c + ""));
      return escaped.toString();
    }
  }
}
