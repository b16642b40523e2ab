package io.restproducer.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** Where in its topic a record lies. */
record Place(int partition, long offset) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** As the body of a 200 names it. */
  static Place of(String body) throws IOException {
    JsonNode metadata = JSON.readTree(body).path("metadata");
    if (!metadata.path("partition").isInt() || !metadata.path("offset").isIntegralNumber()) {
      throw new IOException("a 200 that names no partition and offset: " + body);
    }
    return new Place(metadata.get("partition").asInt(), metadata.get("offset").asLong());
  }
}
