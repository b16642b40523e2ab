package io.restproducer.runtime.batch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.restproducer.runtime.json.StrictJson;
import io.restproducer.runtime.limits.SizeLimits;
import io.restproducer.runtime.produce.OutgoingRecord;
import io.restproducer.runtime.produce.OutgoingRecord.RecordHeader;
import io.restproducer.runtime.refusal.Refusal;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads one record of a batch. It reads on to the record's end whatever it finds, and keeps the
 * first fault.
 */
final class BatchRecord {
  private final JsonParser parser;
  private final String text;
  private final BatchFormat format;
  private final SizeLimits sizes;
  private final RecordFault fault;
  private Optional<byte[]> key = Optional.empty();
  private Optional<byte[]> value;
  private OptionalInt partition = OptionalInt.empty();
  private OptionalLong timestamp = OptionalLong.empty();
  private List<RecordHeader> headers = List.of();

  /**
   * Reads at the place where {@code parser} is.
   *
   * @param text what {@code parser} parses
   */
  BatchRecord(JsonParser parser, String text, BatchFormat format, SizeLimits sizes) {
    this.parser = parser;
    this.text = text;
    this.format = format;
    this.sizes = sizes;
    this.fault = new RecordFault(parser);
  }

  /**
   * The record, with the parser at its last token.
   *
   * @param ofPath the partition that the path names
   */
  BatchEntry read(String topic, OptionalInt ofPath) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      fields();
      check(ofPath);
    } else {
      parser.skipChildren();
      fault.wrong("A record must be an object with a \"value\".");
    }
    if (fault.first().isPresent()) {
      return new BatchEntry.Bad(fault.first().get().aboutTopic(topic));
    }
    return new BatchEntry.Good(
        new OutgoingRecord(
            topic, key, value, headers, ofPath.isPresent() ? ofPath : partition, timestamp));
  }

  private void fields() throws IOException {
    Set<String> seen = new HashSet<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      if (!seen.add(name)) {
        fault.skip("The record has one field twice.");
        continue;
      }
      switch (name) {
        case "key" -> key = bytes("key");
        case "value" -> value = bytes("value");
        case "partition" -> partition = partition();
        case "timestamp" -> timestamp = timestamp();
        case "headers" -> headers = new BatchHeaders(parser, fault).read();
        default ->
            fault.skip(
                "The record has an unknown field. These are known: key, value, partition,"
                    + " timestamp, headers.");
      }
    }
  }

  private void check(OptionalInt ofPath) {
    if (value == null && fault.first().isEmpty()) {
      fault.wrong("The record has no \"value\". A null value is written with \"value\":null.");
    }
    if (fault.first().isPresent()) {
      return;
    }
    try {
      sizes.checkKey(length(key));
      sizes.message().check(length(value));
    } catch (Refusal e) {
      fault.is(e);
    }
    if (value.isEmpty() && key.isEmpty()) {
      fault.wrong("A record with a null value needs a key: it is what the topic forgets.");
    }
    if (ofPath.isPresent() && partition.isPresent() && !ofPath.equals(partition)) {
      fault.wrong("The record names another partition than the path.");
    }
  }

  private static int length(Optional<byte[]> bytes) {
    return bytes.map(array -> array.length).orElse(0);
  }

  /** Of the current value; empty for null. */
  private Optional<byte[]> bytes(String field) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return Optional.empty();
    }
    if (format == BatchFormat.JSON) {
      return Optional.of(asSent());
    }
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      fault.skip("\"%s\" must be a string, or null, under this Content-Type.".formatted(field));
      return Optional.empty();
    }
    return format == BatchFormat.BINARY
        ? Optional.of(fault.base64(field))
        : Optional.of(utf8(field));
  }

  /** The bytes of the current value, with every blank in it; the parser goes to its end. */
  private byte[] asSent() throws IOException {
    int start = (int) parser.currentTokenLocation().getCharOffset();
    parser.skipChildren();
    parser.finishToken();
    int end = (int) parser.currentLocation().getCharOffset();
    return text.substring(start, end).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] utf8(String field) throws IOException {
    try {
      return StrictJson.bytes(parser.getText());
    } catch (CharacterCodingException e) {
      fault.wrong("\"%s\" holds half of a surrogate pair, which is no character.".formatted(field));
      return new byte[0];
    }
  }

  private OptionalInt partition() throws IOException {
    OptionalLong number =
        number(
            Integer.MAX_VALUE,
            "\"partition\" must be a number from 0 to %d.".formatted(Integer.MAX_VALUE));
    return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
  }

  private OptionalLong timestamp() throws IOException {
    return number(
        Long.MAX_VALUE, "\"timestamp\" must be milliseconds since 1970-01-01 UTC, a number.");
  }

  /** From 0 to {@code most}; nothing for null. */
  private OptionalLong number(long most, String otherwise) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return OptionalLong.empty();
    }
    // A number of more digits than any long has would be costly to convert.
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() <= 19) {
      BigInteger number = parser.getBigIntegerValue();
      if (number.signum() >= 0 && number.compareTo(BigInteger.valueOf(most)) <= 0) {
        return OptionalLong.of(number.longValueExact());
      }
    }
    fault.skip(otherwise);
    return OptionalLong.empty();
  }
}
