package io.restproducer.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkSyntaxTest {
  /** However a body is cut in pieces, and whatever is done to it, two readers agree. */
  @Test
  void agreesWithAReaderOfWholeLines() {
    String plain = "3\r\nabc\r\nB\r\n0123456789\n\r\n0\r\nA: b\r\n\r\nGET";
    List<String> pieces =
        List.of("\r", "\n", " ", "\t", ":", ";", "\0", "\r\n", "0", "1", "-", "a", "00000000");
    new Mutations(plain, pieces)
        .forEach(
            text -> {
              byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
              ChunkSyntax whole = new ChunkSyntax();
              whole.read(ByteBuffer.wrap(bytes), 0, bytes.length);
              ChunkSyntax cut = new ChunkSyntax();
              for (int i = 0; i < bytes.length; i++) {
                cut.read(ByteBuffer.wrap(bytes), i, i + 1);
              }
              assertThat(cut.isWhole()).isEqualTo(whole.isWhole()).isEqualTo(isPlain(text));
              assertThat(cut.isWrong()).isEqualTo(whole.isWrong());
              assertThat(whole.isWhole() && whole.isWrong()).isFalse();
            });
  }

  private static boolean isPlain(String text) {
    String rest = text;
    while (true) {
      int end = rest.indexOf("\r\n");
      if (end < 0 || !rest.substring(0, end).matches("[0-9A-Fa-f]{1,8}")) {
        return false;
      }
      long size = Long.parseLong(rest.substring(0, end), 16);
      rest = rest.substring(end + 2);
      if (size == 0) {
        return ("\r\n" + rest)
            .matches(
                "(?s)(\r\n[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\\x00-\\x08\\x0a-\\x1f\\x7f]*)*\r\n\r\n.*");
      }
      if (rest.length() < size || !rest.startsWith("\r\n", (int) size)) {
        return false;
      }
      rest = rest.substring((int) size + 2);
    }
  }
}
