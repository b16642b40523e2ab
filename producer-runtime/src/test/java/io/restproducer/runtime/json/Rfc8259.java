package io.restproducer.runtime.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * What is JSON, read off the grammar of <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC
 * 8259</a> and off no library: what a fuzzer holds against ours.
 */
public final class Rfc8259 {
  private final String text;
  private int at;
  private int depth;
  private int longestName;

  private Rfc8259(String text) {
    this.text = text;
  }

  /** Whether {@code bytes} are one JSON value in UTF-8 within the bounds of {@link StrictJson}. */
  public static boolean isTaken(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      Rfc8259 json = new Rfc8259(text);
      json.blanks();
      boolean value = json.value();
      json.blanks();
      return value && json.at == text.length() && json.longestName <= StrictJson.LONGEST_NAME;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private boolean value() {
    if (at == text.length()) {
      return false;
    }
    return switch (text.charAt(at)) {
      case '{' -> inside('}', true);
      case '[' -> inside(']', false);
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  private boolean inside(char end, boolean named) {
    at++;
    depth++;
    blanks();
    // What is too deep is not taken, whatever comes; reading on would need a larger stack.
    boolean whole = depth <= StrictJson.DEEPEST && (take(end) || members(end, named));
    depth--;
    return whole;
  }

  private boolean members(char end, boolean named) {
    do {
      blanks();
      if (named && !name()) {
        return false;
      }
      if (!value()) {
        return false;
      }
      blanks();
    } while (take(','));
    return take(end);
  }

  private boolean name() {
    int from = at;
    if (at == text.length() || text.charAt(at) != '"' || !string()) {
      return false;
    }
    // As it is written: an escape counts more than what it stands for, and never less.
    longestName = Math.max(longestName, at - from - 2);
    blanks();
    boolean colon = take(':');
    blanks();
    return colon;
  }

  private boolean string() {
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return true;
      }
      if (c < ' ' || c == '\\' && !escape()) {
        return false;
      }
    }
    return false;
  }

  private boolean escape() {
    if (take('u')) {
      for (int i = 0; i < 4; i++) {
        if (at == text.length() || "0123456789abcdefABCDEF".indexOf(text.charAt(at++)) < 0) {
          return false;
        }
      }
      return true;
    }
    return at < text.length() && "\"\\/bfnrt".indexOf(text.charAt(at++)) >= 0;
  }

  private boolean number() {
    take('-');
    if (!take('0') && !digits()) {
      return false;
    }
    if (take('.') && !digits()) {
      return false;
    }
    if (take('e') || take('E')) {
      if (!take('+')) {
        take('-');
      }
      return digits();
    }
    return true;
  }

  private boolean digits() {
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at > from;
  }

  private boolean word(String word) {
    boolean there = text.startsWith(word, at);
    at += there ? word.length() : 0;
    return there;
  }

  private boolean take(char c) {
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
