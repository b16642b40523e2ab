package io.restproducer.runtime.http;

import java.nio.ByteBuffer;

/**
 * Whether a chunked body is framed as <a
 * href="https://www.rfc-editor.org/rfc/rfc9112#section-7.1">RFC 9112</a> has it: one to eight
 * hexadecimal digits and CR LF before each chunk, CR LF after it, at the end trailers, each a line
 * that is not folded and ends in CR LF. Chunk extensions, which nobody needs and programs skip in
 * different ways, are not taken. It keeps no byte and allocates nothing.
 */
final class ChunkSyntax {
  private static final int MOST_DIGITS = 8;

  private enum At {
    SIZE,
    SIZE_LINE_FEED,
    DATA,
    DATA_RETURN,
    DATA_LINE_FEED,
    TRAILER_START,
    TRAILER_NAME,
    TRAILER_VALUE,
    TRAILER_LINE_FEED,
    LAST_LINE_FEED,
    END,
    WRONG
  }

  private At at = At.SIZE;
  private int digits;
  private long size;

  /** Takes note of the bytes of {@code buffer} in {@code [from, to)}. */
  void read(ByteBuffer buffer, int from, int to) {
    int i = from;
    while (i < to && at != At.END && at != At.WRONG) {
      if (at == At.DATA) {
        long skipped = Math.min(size, to - i);
        size -= skipped;
        i += (int) skipped;
        at = size == 0 ? At.DATA_RETURN : At.DATA;
      } else {
        at = next(buffer.get(i++) & 0xff);
      }
    }
  }

  boolean isWrong() {
    return at == At.WRONG;
  }

  /** Whether the body's last byte has come, and nothing is wrong with it. */
  boolean isWhole() {
    return at == At.END;
  }

  private At next(int b) {
    return switch (at) {
      case SIZE -> size(b);
      case SIZE_LINE_FEED -> b != '\n' ? At.WRONG : size == 0 ? At.TRAILER_START : At.DATA;
      case DATA_RETURN -> b == '\r' ? At.DATA_LINE_FEED : At.WRONG;
      case DATA_LINE_FEED -> b == '\n' ? chunk() : At.WRONG;
      case TRAILER_START ->
          b == '\r' ? At.LAST_LINE_FEED : HeadSyntax.isToken(b) ? At.TRAILER_NAME : At.WRONG;
      case TRAILER_NAME ->
          b == ':' ? At.TRAILER_VALUE : HeadSyntax.isToken(b) ? At.TRAILER_NAME : At.WRONG;
      case TRAILER_VALUE ->
          b == '\r' ? At.TRAILER_LINE_FEED : HeadSyntax.isValue(b) ? At.TRAILER_VALUE : At.WRONG;
      case TRAILER_LINE_FEED -> b == '\n' ? At.TRAILER_START : At.WRONG;
      case LAST_LINE_FEED -> b == '\n' ? At.END : At.WRONG;
      case DATA, END, WRONG -> at;
    };
  }

  private At chunk() {
    digits = 0;
    size = 0;
    return At.SIZE;
  }

  private At size(int b) {
    if (b == '\r' && digits > 0) {
      return At.SIZE_LINE_FEED;
    }
    int digit = b < 128 ? Character.digit(b, 16) : -1;
    if (digit < 0 || digits == MOST_DIGITS) {
      return At.WRONG;
    }
    digits++;
    size = size << 4 | digit;
    return At.SIZE;
  }
}
