package io.restproducer.runtime.http;

import java.nio.ByteBuffer;

/**
 * Whether a request's head is written as <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC
 * 9112</a> has it: three words with one space between them and a version that is spoken here, then
 * {@code name:value} lines, each ended by CR LF, none folded, without control characters, then an
 * empty line. It keeps no byte and allocates nothing.
 */
final class HeadSyntax {
  private static final long HTTP_1_1 = ascii("HTTP/1.1");
  private static final long HTTP_1_0 = ascii("HTTP/1.0");
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
  private static final boolean[] TOKEN = token();

  private enum At {
    REQUEST_LINE,
    LINE_FEED,
    LINE_START,
    NAME,
    VALUE,
    LAST_LINE_FEED,
    END,
    WRONG
  }

  private At at;
  private int spaces;
  private int sinceSpace;
  private long lastEight;
  private int beyond;

  HeadSyntax() {
    reset();
  }

  /** From here on another head comes. */
  void reset() {
    at = At.REQUEST_LINE;
    spaces = 0;
    sinceSpace = 0;
    lastEight = 0;
    beyond = 0;
  }

  /** Takes note of the bytes of {@code buffer} in {@code [from, to)}. */
  void read(ByteBuffer buffer, int from, int to) {
    int i = from;
    while (i < to && at != At.END && at != At.WRONG) {
      at = next(buffer.get(i++) & 0xff);
    }
    beyond += to - i;
  }

  /** Whether a whole head has come, and nothing is wrong with it. */
  boolean isWhole() {
    return at == At.END;
  }

  /** Bytes that came after the head. */
  int beyond() {
    return beyond;
  }

  private At next(int b) {
    return switch (at) {
      case REQUEST_LINE -> requestLine(b);
      case LINE_FEED -> b == '\n' ? At.LINE_START : At.WRONG;
      case LINE_START -> b == '\r' ? At.LAST_LINE_FEED : isToken(b) ? At.NAME : At.WRONG;
      case NAME -> b == ':' ? At.VALUE : isToken(b) ? At.NAME : At.WRONG;
      case VALUE -> b == '\r' ? At.LINE_FEED : isValue(b) ? At.VALUE : At.WRONG;
      case LAST_LINE_FEED -> b == '\n' ? At.END : At.WRONG;
      case END, WRONG -> at;
    };
  }

  private At requestLine(int b) {
    if (b == '\r') {
      boolean spoken = lastEight == HTTP_1_1 || lastEight == HTTP_1_0;
      return spaces == 2 && sinceSpace == Long.BYTES && spoken ? At.LINE_FEED : At.WRONG;
    }
    if (!isText(b) || b == ' ' && sinceSpace == 0) {
      return At.WRONG;
    }
    spaces += b == ' ' ? 1 : 0;
    sinceSpace = b == ' ' ? 0 : sinceSpace + 1;
    lastEight = lastEight << 8 | b;
    return At.REQUEST_LINE;
  }

  /** Whether {@code b} may stand in a field's name. */
  static boolean isToken(int b) {
    return TOKEN[b];
  }

  /** Whether {@code b} may stand in a field's value. */
  static boolean isValue(int b) {
    return isText(b) || b == '\t';
  }

  private static boolean isText(int b) {
    return b >= ' ' && b != 0x7f;
  }

  private static boolean[] token() {
    boolean[] token = new boolean[256];
    for (int b = 0; b < 128; b++) {
      token[b] = Character.isLetterOrDigit(b) || TOKEN_MARKS.indexOf(b) >= 0;
    }
    return token;
  }

  private static long ascii(String eight) {
    long bytes = 0;
    for (char c : eight.toCharArray()) {
      bytes = bytes << 8 | c;
    }
    return bytes;
  }
}
