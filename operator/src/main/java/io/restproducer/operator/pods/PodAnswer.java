package io.restproducer.operator.pods;

import io.restproducer.contract.StatusReport;

/** What came of one call to a pod. */
public sealed interface PodAnswer {
  /** The pod did what it was asked; its table is in force, or its status was all that was asked. */
  record Acknowledged(StatusReport report) implements PodAnswer {}

  /** The pod has a newer table than the one it was sent. */
  record Newer(StatusReport report) implements PodAnswer {}

  /** Something answered, but not as agreed; {@code status} is that of HTTP. */
  record Refused(int status, String message) implements PodAnswer {}

  /** Nothing answered. */
  record Unreachable(Cause cause) implements PodAnswer {}

  /** Why nothing answered. */
  enum Cause {
    /** Nobody listens there, or no route leads there. */
    CONNECTION_FAILED("no connection to its management port"),
    /** The call took longer than its limit. */
    TIMED_OUT("no answer in time"),
    /** The connection broke before the answer was complete. */
    CONNECTION_LOST("the connection broke before the answer was complete"),
    /** The address is not one that a pod can have. */
    ADDRESS_NOT_ALLOWED("its address is not one that a pod can have"),
    /** A fault on our side; the log has more. */
    CALL_FAILED("the call failed inside the operator");

    private final String message;

    Cause(String message) {
      this.message = message;
    }

    /** The cause in words for people. */
    public String message() {
      return message;
    }
  }
}
