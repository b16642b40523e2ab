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
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
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
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot fail to be written", e);
    }
    return out.toByteArray();
  }
}
