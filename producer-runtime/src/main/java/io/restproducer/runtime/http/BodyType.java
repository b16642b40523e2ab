package io.restproducer.runtime.http;

import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import io.undertow.util.HeaderValues;
import java.util.Locale;
import java.util.Set;

/**
 * What the Content-Type says of a body. Whatever it says, or does not, the record's value is the
 * body byte for byte.
 */
enum BodyType {
  /** Anything that nobody looks into. */
  OPAQUE,

  /** What has to parse. */
  JSON;

  private static final Set<String> JSON_TYPES =
      Set.of(
          "application/json",
          "vnd.ibm-event-streams.json.v1",
          "application/vnd.ibm-event-streams.json.v1");

  /** Batches of other REST proxies, whose body is no record. */
  private static final String BATCH = "application/vnd.kafka.";

  static BodyType of(HeaderValues contentType) throws Refusal {
    if (contentType == null) {
      return OPAQUE;
    }
    String first = contentType.getFirst();
    int parameters = first.indexOf(';');
    String type =
        (parameters < 0 ? first : first.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    if (type.startsWith(BATCH)) {
      throw Refusal.of(
          Reason.UNSUPPORTED_BATCH,
          "Batches (application/vnd.kafka.*) are not taken: send one record a request, its value as"
              + " the body, with another Content-Type.");
    }
    return JSON_TYPES.contains(type) ? JSON : OPAQUE;
  }
}
