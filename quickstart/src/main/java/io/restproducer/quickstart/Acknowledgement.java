package io.restproducer.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.regex.Pattern;

/** Where the endpoint says that the record is. */
record Acknowledgement(String topic, int partition, long offset) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A status line; wget indents it. */
  private static final Pattern OK = Pattern.compile("(?m)^ *HTTP/[0-9.]+ 200\\b");

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

  /**
   * Reads what {@code curl -i} or {@code wget -S -O -} prints: heads, the last line is the body.
   */
  static Acknowledgement ofHeadAndBody(String output) {
    if (!OK.matcher(output).find()) {
      throw new QuickstartFailure("expected 200, got: " + output.strip());
    }
    String text = output.stripTrailing();
    return of(text.substring(text.lastIndexOf('\n') + 1));
  }
}
