package io.restproducer.runtime.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.restproducer.runtime.json.StrictJson;
import io.restproducer.runtime.limits.SizeLimits;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads {@code {"records":[{"key":…,"value":…,"partition":…,"timestamp":…,"headers":[…]}]}}. What
 * is wrong with one record is that record's own; what is wrong with the whole is a refusal.
 */
public final class Batch {
  /** Each costs memory beside its bytes. */
  public static final int MOST_RECORDS = 5_000;

  /** The object, the array and the record around each value. */
  private static final JsonFactory JSON = StrictJson.parsers(3);

  /** Confluent's clients send them as null when they have no schema. */
  private static final Set<String> SCHEMA =
      Set.of("key_schema", "key_schema_id", "value_schema", "value_schema_id");

  private final BatchFormat format;
  private final String topic;
  private final OptionalInt partition;
  private final SizeLimits sizes;

  /**
   * A batch to be read.
   *
   * @param partition of all records, if the path names one
   */
  public Batch(BatchFormat format, String topic, OptionalInt partition, SizeLimits sizes) {
    this.format = format;
    this.topic = topic;
    this.partition = partition;
    this.sizes = sizes;
  }

  /** The records in their order, at least one. */
  public List<BatchEntry> read(byte[] body) throws Refusal {
    try {
      String text = StrictJson.text(body);
      try (JsonParser parser = JSON.createParser(text)) {
        List<BatchEntry> entries = whole(parser, text);
        if (parser.nextToken() != null) {
          throw malformed("there is more after its end");
        }
        StrictJson.checkEscapes(body);
        return entries;
      }
    } catch (IOException e) {
      throw malformed(StrictJson.fault(e));
    }
  }

  private List<BatchEntry> whole(JsonParser parser, String text) throws IOException, Refusal {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw unusable("It must be an object, {\"records\":[…]}.");
    }
    Set<String> seen = new HashSet<>();
    List<BatchEntry> entries = List.of();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (!seen.add(name)) {
        throw unusable("It has one field twice.");
      }
      JsonToken value = parser.nextToken();
      if (name.equals("records")) {
        entries = records(parser, text);
      } else if (!SCHEMA.contains(name)) {
        throw unusable("It has an unknown field beside \"records\".");
      } else if (value != JsonToken.VALUE_NULL) {
        throw unusable("No schema registry is configured: leave out " + name + ".");
      }
    }
    if (entries.isEmpty()) {
      throw unusable("It has no record; \"records\" must hold at least one.");
    }
    return entries;
  }

  private List<BatchEntry> records(JsonParser parser, String text) throws IOException, Refusal {
    if (!parser.isExpectedStartArrayToken()) {
      throw unusable("\"records\" must be an array.");
    }
    List<BatchEntry> entries = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (entries.size() == MOST_RECORDS) {
        throw Refusal.of(
            Reason.TOO_LARGE,
            "The batch has more than %d records, which is the limit. Nothing was written; send them"
                    .formatted(MOST_RECORDS)
                + " in several batches.");
      }
      entries.add(new BatchRecord(parser, text, format, sizes).read(topic, partition));
    }
    return entries;
  }

  private static Refusal malformed(String why) {
    return Refusal.of(Reason.MALFORMED, "The batch is no JSON: " + why + ". Nothing was written.");
  }

  private static Refusal unusable(String why) {
    return Refusal.of(
        Reason.UNUSABLE_BATCH, "The batch cannot be used. " + why + " Nothing was written.");
  }
}
