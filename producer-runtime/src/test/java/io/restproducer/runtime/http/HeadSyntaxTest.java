package io.restproducer.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadSyntaxTest {
  private static final String LINE = "POST /topics/orders/records HTTP/1.1\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        LINE + "\r\n",
        LINE + "Host: h\r\nX:\r\nY: \u00e4\t b \r\n\r\n",
        "GET /a?b=c HTTP/1.0\r\nA: b\r\n\r\n"
      })
  void takesPlainHeads(String head) {
    assertThat(read(head + "body").isWhole()).isTrue();
    assertThat(read(head + "body").beyond()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n" + LINE + "\r\n",
        "POST /a HTTP/3.0\r\n\r\n",
        "POST /a HTTP/1.10\r\n\r\n",
        "POST  /a HTTP/1.1\r\n\r\n",
        "POST /a b HTTP/1.1\r\n\r\n",
        "POST /a\tHTTP/1.1\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        LINE + "A: b\r\n c\r\n\r\n",
        LINE + "A: b\nC: d\r\n\r\n",
        LINE + "A: b\rC: d\r\n\r\n",
        LINE + "A : b\r\n\r\n",
        LINE + "A\r\n\r\n",
        LINE + ": b\r\n\r\n",
        LINE + "A: \0\r\n\r\n",
        LINE + "A: b\r\n\n",
        LINE + "A: b\r\n\rC"
      })
  void takesNothingElse(String head) {
    assertThat(read(head).isWhole()).isFalse();
  }

  /** However a head is cut in pieces, and whatever is done to it, two readers agree. */
  @Test
  void agreesWithAReaderOfWholeLines() {
    String plain = LINE + "Host: h\r\nContent-Length: 1\r\nX: y\r\n\r\nGET";
    new Mutations(plain, List.of("\r", "\n", " ", "\t", ":", "\0", "\r\n", "1", "\u00e4"))
        .forEach(
            text -> {
              HeadSyntax whole = read(text);
              HeadSyntax pieces = new HeadSyntax();
              byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
              for (int i = 0; i < bytes.length; i++) {
                pieces.read(ByteBuffer.wrap(bytes), i, i + 1);
              }
              assertThat(pieces.isWhole()).isEqualTo(whole.isWhole()).isEqualTo(isPlain(text));
              if (whole.isWhole()) {
                assertThat(text.substring(0, text.length() - whole.beyond())).endsWith("\r\n\r\n");
                assertThat(pieces.beyond()).isEqualTo(whole.beyond());
              }
            });
  }

  private static boolean isPlain(String text) {
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    String[] lines = text.substring(0, end).split("\r\n", -1);
    boolean plain = lines[0].matches("[^ \\x00-\\x1f\\x7f]+ [^ \\x00-\\x1f\\x7f]+ HTTP/1\\.[01]");
    for (int i = 1; i < lines.length; i++) {
      plain &= lines[i].matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\\x00-\\x08\\x0a-\\x1f\\x7f]*");
    }
    return plain;
  }

  private static HeadSyntax read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    HeadSyntax syntax = new HeadSyntax();
    syntax.read(ByteBuffer.wrap(bytes), 0, bytes.length);
    return syntax;
  }
}
