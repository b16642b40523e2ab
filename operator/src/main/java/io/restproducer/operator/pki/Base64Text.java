package io.restproducer.operator.pki;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Base64 as it comes out of records, terminals and editors: blanks of any kind between. */
final class Base64Text {
  /** White space, the padding and end marks of records and files, EBCDIC's new line, BOMs. */
  private static final Pattern BLANKS = Pattern.compile("[\\s\\x00\\x1a\\x85\\ufeff]+");

  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+={0,2}");

  private Base64Text() {}

  static String withoutBlanks(String text) {
    return BLANKS.matcher(text).replaceAll("");
  }

  /**
   * What {@code text} is the base64 of, with or without padding at its end; empty if of nothing.
   */
  static Optional<byte[]> decode(String text) {
    String digits = withoutBlanks(text);
    if (!BASE64.matcher(digits).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getDecoder().decode(digits));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether {@code text} has the characters of base64 and a length that base64 cannot end at. */
  static boolean isCut(String text) {
    String digits = withoutBlanks(text);
    return digits.isEmpty() || BASE64.matcher(digits).matches() && decode(digits).isEmpty();
  }
}
