package io.restproducer.dev.kubernetes.node;

/** Why a container cannot start now: the reason a pod's status shows, and words for people. */
final class NotStartable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  NotStartable(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
