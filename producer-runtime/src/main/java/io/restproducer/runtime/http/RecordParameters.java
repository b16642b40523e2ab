package io.restproducer.runtime.http;

import io.restproducer.runtime.produce.OutgoingRecord;
import io.restproducer.runtime.produce.OutgoingRecord.RecordHeader;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * All of a record but its topic and value, as the query gives it. A name it does not know is
 * refused.
 *
 * @param timestamp in epoch milliseconds
 * @param tombstone whether the record has a null value, for which the body must be empty
 */
record RecordParameters(
    Optional<byte[]> key,
    List<RecordHeader> headers,
    OptionalInt partition,
    OptionalLong timestamp,
    boolean tombstone) {
  private static final Set<String> KNOWN =
      Set.of("key", "keyType", "headers", "partition", "timestamp", "tombstone");
  private static final Set<String> SCHEMA =
      Set.of("schemaname", "schemaversion", "schemavalidation");
  private static final int MOST_HEADERS = 64;
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,19}");
  private static final BigInteger NO_NUMBER = BigInteger.ONE.negate();

  static RecordParameters parse(String rawQuery) throws Refusal {
    Map<String, String> query = QueryString.parse(rawQuery);
    for (String name : query.keySet()) {
      if (SCHEMA.contains(name)) {
        throw malformed("No schema registry is configured: leave out " + name + ".");
      }
      if (!KNOWN.contains(name)) {
        throw malformed(
            "Unknown query parameter. These are known: key, keyType, headers, partition,"
                + " timestamp, tombstone.");
      }
    }
    Optional<byte[]> key = key(query);
    return new RecordParameters(
        key,
        headers(query.getOrDefault("headers", "")),
        partition(query),
        timestamp(query),
        tombstone(query, key.isPresent()));
  }

  /** The same, and where the caller is in a trace. */
  RecordParameters traced(TraceContext trace) {
    return trace == TraceContext.NONE
        ? this
        : new RecordParameters(key, trace.beside(headers), partition, timestamp, tombstone);
  }

  /** The record with this body, which {@link #checkBody} has let pass. */
  OutgoingRecord record(String topic, byte[] body) {
    Optional<byte[]> value = tombstone ? Optional.empty() : Optional.of(body);
    return new OutgoingRecord(topic, key, value, headers, partition, timestamp);
  }

  /** A value has at least one byte, and a tombstone has none. */
  void checkBody(long bytes) throws Refusal {
    if (tombstone && bytes > 0) {
      throw malformed("A tombstone has no value: send no body with tombstone=true.");
    }
    if (!tombstone && bytes == 0) {
      throw Refusal.of(
          Reason.EMPTY_BODY,
          "The request has no body; the body is the record's value. A null value is written with"
              + " tombstone=true.");
    }
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

  private static OptionalInt partition(Map<String, String> query) throws Refusal {
    OptionalLong number =
        number(
            query.get("partition"),
            Integer.MAX_VALUE,
            "partition must be a number from 0 to 2147483647.");
    return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
  }

  private static OptionalLong timestamp(Map<String, String> query) throws Refusal {
    return number(
        query.get("timestamp"),
        Long.MAX_VALUE,
        "timestamp must be milliseconds since 1970-01-01 UTC, digits only.");
  }

  private static boolean tombstone(Map<String, String> query, boolean hasKey) throws Refusal {
    String text = query.getOrDefault("tombstone", "false");
    if (!text.equals("true") && !text.equals("false")) {
      throw malformed("tombstone must be true or false.");
    }
    boolean tombstone = text.equals("true");
    if (tombstone && !hasKey) {
      throw malformed("A tombstone needs a key: it is what the topic forgets.");
    }
    return tombstone;
  }

  /** From 0 to {@code most}, in ASCII digits; nothing for null. */
  private static OptionalLong number(String text, long most, String otherwise) throws Refusal {
    if (text == null) {
      return OptionalLong.empty();
    }
    // Long.parseLong alone would take signs and the digits of other scripts.
    BigInteger number = DIGITS.matcher(text).matches() ? new BigInteger(text) : NO_NUMBER;
    if (number.signum() < 0 || number.compareTo(BigInteger.valueOf(most)) > 0) {
      throw malformed(otherwise);
    }
    return OptionalLong.of(number.longValueExact());
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
