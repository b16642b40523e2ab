package io.restproducer.runtime.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.restproducer.runtime.produce.Ack;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The JSON of every answer, written in this one place. */
final class AnswerBody {
  private static final JsonFactory JSON = new JsonFactory();

  private AnswerBody() {}

  /** {@code timestamp} is a string, as clients of 2019 expect; a topic name needs no escaping. */
  static byte[] of(Ack ack) {
    return ("{\"metadata\":{\"topic\":\""
            + ack.topic()
            + "\",\"timestamp\":\""
            + ack.timestamp()
            + "\",\"partition\":"
            + ack.partition()
            + ",\"offset\":"
            + ack.offset()
            + "}}")
        .getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] of(Refusal refusal, String incident) {
    return written(512, json -> refusal(json, refusal, incident));
  }

  /** Of a batch of which at least one record was written. */
  static byte[] of(BatchOutcome outcome, String incident) {
    return written(
        64 * (outcome.size() + 1),
        json -> {
          offsets(json, outcome);
          if (!outcome.isWhole()) {
            json.writeStringField("incident", incident);
          }
        });
  }

  /** Of a batch of which no record was written for certain. */
  static byte[] of(Refusal refusal, BatchOutcome outcome, String incident) {
    return written(
        256 * (outcome.size() + 2),
        json -> {
          refusal(json, refusal, incident);
          offsets(json, outcome);
        });
  }

  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private static byte[] written(int about, Fields fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(about);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot fail to be written", e);
    }
    return out.toByteArray();
  }

  private static void offsets(JsonGenerator json, BatchOutcome outcome) throws IOException {
    json.writeArrayFieldStart("offsets");
    for (int i = 0; i < outcome.size(); i++) {
      json.writeStartObject();
      if (outcome.ack(i).isPresent()) {
        json.writeNumberField("partition", outcome.ack(i).get().partition());
        json.writeNumberField("offset", outcome.ack(i).get().offset());
      } else {
        Refusal refusal = outcome.refusal(i).orElseThrow();
        json.writeNumberField("error_code", refusal.status());
        json.writeStringField("error", refusal.getMessage());
        if (refusal.reason() == Reason.OUTCOME_UNKNOWN) {
          json.writeStringField("outcome", "unknown");
        }
        if (refusal.kafkaErrorCode().isPresent()) {
          json.writeNumberField("kafka_error_code", refusal.kafkaErrorCode().getAsInt());
        }
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void refusal(JsonGenerator json, Refusal refusal, String incident)
      throws IOException {
    json.writeNumberField("error_code", refusal.status());
    json.writeStringField("message", refusal.getMessage());
    if (refusal.reason() == Reason.OUTCOME_UNKNOWN) {
      json.writeStringField("outcome", "unknown");
    }
    json.writeObjectFieldStart("error");
    json.writeNumberField("error_code", refusal.status());
    json.writeStringField("message", refusal.getMessage());
    if (refusal.kafkaErrorCode().isPresent()) {
      json.writeNumberField("kafka_error_code", refusal.kafkaErrorCode().getAsInt());
    }
    if (refusal.topic().isPresent()) {
      json.writeStringField("topic", refusal.topic().get());
    }
    json.writeStringField("incident", incident);
    json.writeEndObject();
  }
}
