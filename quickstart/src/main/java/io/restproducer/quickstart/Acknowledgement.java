package io.restproducer.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;

/** Where the endpoint says that the record is. */
record Acknowledgement(String topic, int partition, long offset) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads the body of a 200. */
  static Acknowledgement of(String body) {
    try {
      JsonNode metadata = JSON.readTree(body).path("metadata");
      if (metadata.hasNonNull("topic")
          && metadata.path("partition").isInt()
          && metadata.path("offset").isIntegralNumber()) {
        return new Acknowledgement(
            metadata.get("topic").asText(),
            metadata.get("partition").asInt(),
            metadata.get("offset").asLong());
      }
    } catch (JsonProcessingException e) {
      throw new QuickstartFailure("the answer is no JSON: " + body, e);
    }
    throw new QuickstartFailure("the answer names no topic, partition and offset: " + body);
  }

  /** Reads what {@code curl -i} prints: the last head (after a 100), then the body. */
  static Acknowledgement ofHeadAndBody(String output) {
    String[] parts = output.replace("\r\n", "\n").split("\n\n");
    String body = parts[parts.length - 1];
    boolean ok =
        Arrays.stream(parts).anyMatch(part -> part.matches("(?s)HTTP/[0-9.]+ 200( .*|\n.*)?"));
    if (!ok) {
      throw new QuickstartFailure("expected 200, got: " + output.strip());
    }
    return of(body);
  }
}
