package io.restproducer.cluster;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A record's value: its number, then letters up to the size. */
final class NumberedRecord {
  private NumberedRecord() {}

  static byte[] value(long number, int bytes) {
    byte[] value = new byte[bytes];
    Arrays.fill(value, (byte) 'x');
    byte[] head = (number + " ").getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(head, 0, value, 0, head.length);
    return value;
  }

  static long number(byte[] value) {
    int end = 0;
    while (value[end] != ' ') {
      end++;
    }
    return Long.parseLong(new String(value, 0, end, StandardCharsets.US_ASCII));
  }
}
