package io.restproducer.operator.kafka;

/** How a declared topic stands. */
public enum TopicState {
  /** It exists as declared. */
  READY("Ready"),
  /** It did not exist and was made just now. */
  CREATED("Created"),
  /** It existed, and partitions or configuration were brought into line just now. */
  UPDATED("Updated"),
  /** Nothing could be found out or done; it is worth trying again soon. */
  WAITING_FOR_KAFKA("WaitingForKafka"),
  /** It exists and differs in a way that is not changed for anybody. */
  CONFLICT("Conflict"),
  /** Kafka does not allow what is declared. */
  REFUSED("Refused");

  private final String word;

  TopicState(String word) {
    this.word = word;
  }

  /** The state as status spells it. */
  public String word() {
    return word;
  }

  /** Whether somebody has to change the declaration or Kafka; trying again soon is no use. */
  public boolean needsPeople() {
    return this == CONFLICT || this == REFUSED;
  }
}
