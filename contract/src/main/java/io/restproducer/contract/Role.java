package io.restproducer.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a ServiceId may do, in the words of IBM Event Streams. */
public enum Role {
  @JsonProperty("viewer")
  VIEWER(false),
  @JsonProperty("editor")
  EDITOR(true),
  @JsonProperty("operator")
  OPERATOR(true),
  @JsonProperty("administrator")
  ADMINISTRATOR(true),
  @JsonProperty("auditor")
  AUDITOR(false);

  private final boolean mayProduce;

  Role(boolean mayProduce) {
    this.mayProduce = mayProduce;
  }

  /** Whether a grant of a topic lets this role write to it; others only authenticate. */
  public boolean mayProduce() {
    return mayProduce;
  }
}
