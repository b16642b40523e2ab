package io.restproducer.runtime;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** An API key's checksum, worked out apart from the product's own code. */
final class Base62Checksum {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private Base62Checksum() {}

  static String of(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.US_ASCII));
    StringBuilder digits = new StringBuilder();
    for (long rest = crc.getValue(); digits.length() < 6; rest /= 62) {
      digits.insert(0, DIGITS.charAt((int) (rest % 62)));
    }
    return digits.toString();
  }
}
