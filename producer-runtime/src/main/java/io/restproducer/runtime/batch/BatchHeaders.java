package io.restproducer.runtime.batch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.restproducer.runtime.json.StrictJson;
import io.restproducer.runtime.produce.OutgoingRecord.RecordHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code [{"key":"h","value":"<base64>"}]} to its end, whatever it finds. */
final class BatchHeaders {
  static final int MOST_HEADERS = 64;

  private final JsonParser parser;
  private final RecordFault fault;

  /** Reads at the place where {@code parser} is. */
  BatchHeaders(JsonParser parser, RecordFault fault) {
    this.parser = parser;
    this.fault = fault;
  }

  /** The headers, with the parser at the last token of the value; none for null. */
  List<RecordHeader> read() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return List.of();
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      fault.skip("\"headers\" must be an array of {\"key\":…,\"value\":…}.");
      return List.of();
    }
    List<RecordHeader> read = new ArrayList<>();
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      count++;
      Optional<RecordHeader> header = header();
      if (header.isPresent() && count <= MOST_HEADERS) {
        read.add(header.get());
      }
    }
    if (count > MOST_HEADERS) {
      fault.wrong("There are %d record headers; the limit is %d.".formatted(count, MOST_HEADERS));
    }
    return read;
  }

  private Optional<RecordHeader> header() throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      fault.skip("A header must be an object, {\"key\":…,\"value\":…}.");
      return Optional.empty();
    }
    String name = null;
    byte[] bytes = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      boolean string = parser.nextToken() == JsonToken.VALUE_STRING;
      if (field.equals("key") && string && name == null) {
        name = parser.getText();
      } else if (field.equals("value") && string && bytes == null) {
        bytes = fault.base64("value of a header");
      } else {
        fault.skip("A header has \"key\", a string, and \"value\", a string of base64, once each.");
      }
    }
    if (name == null || name.isEmpty() || bytes == null) {
      fault.wrong("A header needs a \"key\" that is not empty and a \"value\" in base64.");
      return Optional.empty();
    }
    if (name.chars().anyMatch(Character::isISOControl) || !StrictJson.isText(name)) {
      fault.wrong("The \"key\" of a header must be text without control characters.");
      return Optional.empty();
    }
    return Optional.of(new RecordHeader(name, bytes));
  }
}
