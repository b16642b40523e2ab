package io.restproducer.crds;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a RestProducer's authorities and key table when it is deleted. */
public enum DeletionPolicy {
  @JsonProperty("Retain")
  RETAIN,
  @JsonProperty("Delete")
  DELETE
}
