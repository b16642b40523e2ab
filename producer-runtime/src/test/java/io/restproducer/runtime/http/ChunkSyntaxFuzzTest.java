package io.restproducer.runtime.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Of chunks that are let through Undertow reads the same data and the same end. */
class ChunkSyntaxFuzzTest {
  @FuzzTest
  void chunks(byte[] input) throws IOException {
    ChunkSyntax syntax = new ChunkSyntax();
    syntax.read(ByteBuffer.wrap(input), 0, input.length);
    assertThat(syntax.isWhole() && syntax.isWrong()).isFalse();
    int end = length(input);
    ChunkSyntax pieces = new ChunkSyntax();
    for (int from = 0; from < input.length; from += 3) {
      pieces.read(ByteBuffer.wrap(input), from, Math.min(input.length, from + 3));
    }
    assertThat(pieces.isWhole()).isEqualTo(syntax.isWhole()).isEqualTo(end > 0);
    assertThat(pieces.isWrong()).isEqualTo(syntax.isWrong());
    if (!syntax.isWrong()) {
      int left = end > 0 ? input.length - end : 0;
      UndertowChunks expected = new UndertowChunks(data(input), end > 0, left);
      isSame(UndertowChunks.read(input, Math.max(1, input.length), 64), expected);
      isSame(UndertowChunks.read(input, 1, 64), expected);
      isSame(UndertowChunks.read(input, 7, 1), expected);
    }
  }

  private static void isSame(UndertowChunks undertow, UndertowChunks expected) {
    assertThat(undertow.data()).isEqualTo(expected.data());
    assertThat(undertow.ended()).as("ended").isEqualTo(expected.ended());
    assertThat(undertow.left()).as("left").isEqualTo(expected.left());
  }

  /** Bytes until the body's end when they come one by one; 0 if it does not come. */
  private static int length(byte[] input) {
    ChunkSyntax bytes = new ChunkSyntax();
    for (int i = 0; i < input.length; i++) {
      bytes.read(ByteBuffer.wrap(input), i, i + 1);
      if (bytes.isWhole()) {
        return i + 1;
      }
    }
    return 0;
  }

  /** What the chunks hold, of a body that is well-formed as far as it goes. */
  private static byte[] data(byte[] input) {
    String rest = new String(input, ISO_8859_1);
    StringBuilder data = new StringBuilder();
    int line = rest.indexOf("\r\n");
    while (line >= 0) {
      long size = Long.parseLong(rest.substring(0, line), 16);
      int until = (int) Math.min(rest.length(), line + 2 + size);
      data.append(rest, line + 2, until);
      rest = size == 0 ? "" : rest.substring(Math.min(rest.length(), until + 2));
      line = rest.indexOf("\r\n");
    }
    return data.toString().getBytes(ISO_8859_1);
  }
}
