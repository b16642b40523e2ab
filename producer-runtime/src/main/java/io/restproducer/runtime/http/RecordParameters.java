package io.restproducer.runtime.http;

import io.restproducer.runtime.produce.OutgoingRecord.RecordHeader;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Key and headers of a record, as the query gives them. A name it does not know is refused. */
record RecordParameters(Optional<byte[]> key, List<RecordHeader> headers) {
  private static final Set<String> KNOWN = Set.of("key", "keyType", "headers");
  private static final Set<String> SCHEMA =
      Set.of("schemaname", "schemaversion", "schemavalidation");
  private static final int MOST_HEADERS = 64;

  static RecordParameters parse(String rawQuery) throws Refusal {
    Map<String, String> query = QueryString.parse(rawQuery);
    for (String name : query.keySet()) {
      if (SCHEMA.contains(name)) {
        throw malformed("No schema registry is configured: leave out " + name + ".");
      }
      if (!KNOWN.contains(name)) {
        throw malformed("Unknown query parameter. These are known: key, keyType, headers.");
      }
    }
    return new RecordParameters(key(query), headers(query.getOrDefault("headers", "")));
  }

  /** Bytes of key and headers. */
  int size() {
    int size = key.map(bytes -> bytes.length).orElse(0);
    for (RecordHeader header : headers) {
      size += header.name().length() + header.value().length;
    }
    return size;
  }

  private static Optional<byte[]> key(Map<String, String> query) throws Refusal {
    String type = query.getOrDefault("keyType", "text");
    if (!type.equals("text") && !type.equals("binary")) {
      throw malformed("keyType must be text or binary.");
    }
    String key = query.get("key");
    if (key == null) {
      return Optional.empty();
    }
    return Optional.of(
        type.equals("text") ? key.getBytes(StandardCharsets.UTF_8) : hex(key, "key"));
  }

  private static List<RecordHeader> headers(String text) throws Refusal {
    List<RecordHeader> headers = new ArrayList<>();
    if (text.isEmpty()) {
      return headers;
    }
    for (String pair : text.split(",", -1)) {
      int colon = pair.lastIndexOf(':');
      if (colon < 1 || pair.chars().anyMatch(Character::isISOControl)) {
        throw malformed("headers must be name:hex,name:hex, such as colour:726463,size:666f.");
      }
      headers.add(
          new RecordHeader(pair.substring(0, colon), hex(pair.substring(colon + 1), "headers")));
    }
    if (headers.size() > MOST_HEADERS) {
      throw malformed(
          "There are %d record headers; the limit is %d.".formatted(headers.size(), MOST_HEADERS));
    }
    return headers;
  }

  private static byte[] hex(String text, String parameter) throws Refusal {
    try {
      return HexFormat.of().parseHex(text);
    } catch (IllegalArgumentException e) {
      throw malformed(
          "The bytes in %s must be base16: two digits of 0-9, a-f, A-F each.".formatted(parameter));
    }
  }

  private static Refusal malformed(String message) {
    return Refusal.of(Reason.MALFORMED, message);
  }
}
