package io.restproducer.runtime.http;

import io.restproducer.runtime.batch.BatchFormat;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import io.undertow.util.HeaderValues;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the Content-Type says of a body. Whatever it says of a single record, or does not, that
 * record's value is the body byte for byte.
 */
enum BodyType {
  /** Anything that nobody looks into. */
  OPAQUE,

  /** What has to parse. */
  JSON,

  /** A batch whose keys and values are JSON. */
  JSON_BATCH,

  /** A batch whose keys and values are bytes in base64. */
  BINARY_BATCH,

  /** A batch whose keys and values are text. */
  TEXT_BATCH;

  private static final Set<String> JSON_TYPES =
      Set.of(
          "application/json",
          "vnd.ibm-event-streams.json.v1",
          "application/vnd.ibm-event-streams.json.v1");

  /** Batches as Confluent's REST Proxy and Strimzi's Kafka Bridge take them. */
  private static final String OF_OTHER_PROXIES = "application/vnd.kafka.";

  /**
   * In v1 of Confluent's API, which is all that some of its clients speak, batches look the same;
   * where it names no format it means binary.
   */
  private static final Map<String, BodyType> BATCHES =
      Map.of(
          "application/vnd.kafka.json.v2+json", JSON_BATCH,
          "application/vnd.kafka.json.v1+json", JSON_BATCH,
          "application/vnd.kafka.binary.v2+json", BINARY_BATCH,
          "application/vnd.kafka.binary.v1+json", BINARY_BATCH,
          "application/vnd.kafka.v2+json", BINARY_BATCH,
          "application/vnd.kafka.v1+json", BINARY_BATCH,
          "application/vnd.kafka.text.v2+json", TEXT_BATCH);

  static BodyType of(HeaderValues contentType) throws Refusal {
    if (contentType == null) {
      return OPAQUE;
    }
    String first = contentType.getFirst();
    int parameters = first.indexOf(';');
    String type =
        (parameters < 0 ? first : first.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    if (type.startsWith(OF_OTHER_PROXIES)) {
      BodyType batch = BATCHES.get(type);
      if (batch == null) {
        throw Refusal.of(
            Reason.UNSUPPORTED_BATCH,
            "Batches are taken as application/vnd.kafka.json.v2+json, binary.v2+json or"
                + " text.v2+json. For one record a request, its value as the body, send another"
                + " Content-Type.");
      }
      return batch;
    }
    return JSON_TYPES.contains(type) ? JSON : OPAQUE;
  }

  /** What the keys and values of a batch are. */
  BatchFormat format() {
    return switch (this) {
      case JSON_BATCH -> BatchFormat.JSON;
      case BINARY_BATCH -> BatchFormat.BINARY;
      case TEXT_BATCH -> BatchFormat.TEXT;
      case OPAQUE, JSON -> throw new IllegalStateException(this + " is no batch");
    };
  }

  boolean isBatch() {
    return this == JSON_BATCH || this == BINARY_BATCH || this == TEXT_BATCH;
  }
}
