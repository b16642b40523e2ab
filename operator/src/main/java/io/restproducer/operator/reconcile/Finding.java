package io.restproducer.operator.reconcile;

/**
 * One condition before it has a date. The message names objects and numbers, never the value of a
 * secret.
 */
public record Finding(ConditionType type, Status status, Reason reason, String message) {
  /** What a condition says. */
  public enum Status {
    TRUE("True"),
    FALSE("False"),
    UNKNOWN("Unknown");

    private final String text;

    Status(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  public static Finding yes(ConditionType type, Reason reason, String message) {
    return new Finding(type, Status.TRUE, reason, message);
  }

  public static Finding no(ConditionType type, Reason reason, String message) {
    return new Finding(type, Status.FALSE, reason, message);
  }

  public static Finding unknown(ConditionType type, Reason reason, String message) {
    return new Finding(type, Status.UNKNOWN, reason, message);
  }

  public boolean isTrue() {
    return status == Status.TRUE;
  }
}
