package io.restproducer.runtime.http;

import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.util.Map;

/** The query of a batch, which says all in its body. */
final class BatchParameters {
  private BatchParameters() {}

  /** Strimzi's {@code async=true} asks for an answer before Kafka's, which would not be true. */
  static void check(String rawQuery) throws Refusal {
    for (Map.Entry<String, String> parameter : QueryString.parse(rawQuery).entrySet()) {
      if (!parameter.getKey().equals("async")) {
        throw Refusal.of(
            Reason.MALFORMED,
            "A batch has no query parameters: key, partition, timestamp and headers stand with each"
                + " record.");
      }
      if (!parameter.getValue().equals("false")) {
        throw Refusal.of(
            Reason.MALFORMED,
            "Batches are answered when Kafka has acknowledged them: leave out async, or send"
                + " async=false.");
      }
    }
  }
}
