package io.restproducer.cluster;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** An answer as it came over the wire; header names in small letters. */
record Answer(int status, Map<String, String> headers, String body) {
  static Answer read(InputStream in) throws IOException {
    String first = line(in);
    if (!first.startsWith("HTTP/1.1 ")) {
      throw new IOException("not an answer of HTTP/1.1: " + first);
    }
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException(
          "the answer ended after %d of %d bytes".formatted(body.length, length));
    }
    return new Answer(
        Integer.parseInt(first.substring(9, 12)),
        Map.copyOf(headers),
        new String(body, StandardCharsets.UTF_8));
  }

  boolean closes() {
    return "close".equalsIgnoreCase(headers.get("connection"));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException(
            line.isEmpty() ? "closed before a full answer came" : "closed within: " + line);
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
