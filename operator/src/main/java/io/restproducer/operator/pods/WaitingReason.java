package io.restproducer.operator.pods;

/** Why a pod does not have the published table. */
public enum WaitingReason {
  /** It is being sent. */
  PENDING("Pending"),
  /** The pod was seen first a moment ago and does not listen yet. */
  POD_STARTING("PodStarting"),
  /** The pod does not answer. */
  POD_UNREACHABLE("PodUnreachable"),
  /** The pod answers but does not take the table. */
  TABLE_REFUSED("TableRefused"),
  /** The pod has a table of a higher revision than the published one. */
  NEWER_TABLE_IN_POD("NewerTableInPod"),
  /** Another RestProducer's pod answers at this address. */
  FOREIGN_POD("ForeignPod");

  private final String word;

  WaitingReason(String word) {
    this.word = word;
  }

  /** The reason as conditions and events spell it. */
  public String word() {
    return word;
  }
}
