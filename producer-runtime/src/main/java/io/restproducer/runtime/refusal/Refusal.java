package io.restproducer.runtime.refusal;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request that is not served, and what its caller is told. It is never a fault of this program
 * (but for {@link Reason#BUG}), so it carries no stack trace, and its message never holds a secret.
 */
public final class Refusal extends Exception {
  /** Every way to say no, with its HTTP status; a new refusal is one more constant. */
  public enum Reason {
    MALFORMED(400),
    RECORD_REJECTED(400),
    NOT_AUTHENTICATED(401),
    NOT_GRANTED(403),
    NO_SUCH_PATH(404),
    NO_SUCH_TOPIC(404),
    WRONG_METHOD(405),
    BODY_TOO_SLOW(408),
    OUTCOME_UNKNOWN(408),
    EMPTY_BODY(411),
    TOO_LARGE(413),
    URI_TOO_LONG(414),
    UNSUPPORTED_BATCH(415),
    UNUSABLE_BATCH(422),
    REQUEST_QUOTA(429, 1),
    BYTE_QUOTA(429, 1),
    IN_FLIGHT_QUOTA(429, 1),
    HEADERS_TOO_LARGE(431),
    BUG(500),
    BUSY(503, 1),
    DRAINED(503, 1),
    KAFKA_UNAVAILABLE(503, 5),
    KAFKA_FORBIDS(503, 30);

    private final int status;
    private final OptionalInt retryAfterSeconds;

    Reason(int status) {
      this.status = status;
      this.retryAfterSeconds = OptionalInt.empty();
    }

    Reason(int status, int retryAfterSeconds) {
      this.status = status;
      this.retryAfterSeconds = OptionalInt.of(retryAfterSeconds);
    }

    public int status() {
      return status;
    }

    /** When to try again; only where nothing was written. */
    public OptionalInt retryAfterSeconds() {
      return retryAfterSeconds;
    }
  }

  private final Reason reason;
  private final Optional<String> topic;
  private final OptionalInt kafkaErrorCode;
  private final OptionalInt retryAfterSeconds;

  private Refusal(
      Reason reason,
      String message,
      Optional<String> topic,
      OptionalInt code,
      OptionalInt retryAfterSeconds) {
    super(message, null, false, false);
    this.reason = reason;
    this.topic = topic;
    this.kafkaErrorCode = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /**
   * A refusal.
   *
   * @param message for the caller: what was wrong, the limit, the actual value
   */
  public static Refusal of(Reason reason, String message) {
    return new Refusal(
        reason, message, Optional.empty(), OptionalInt.empty(), reason.retryAfterSeconds());
  }

  /** The same, with the topic it is about. */
  public Refusal aboutTopic(String name) {
    return new Refusal(reason, getMessage(), Optional.of(name), kafkaErrorCode, retryAfterSeconds);
  }

  /** The same, with the number of Kafka's own error. */
  public Refusal withKafkaErrorCode(int code) {
    return new Refusal(reason, getMessage(), topic, OptionalInt.of(code), retryAfterSeconds);
  }

  /** The same, for one that knows better than its reason when to try again. */
  public Refusal retryAfter(int seconds) {
    return new Refusal(reason, getMessage(), topic, kafkaErrorCode, OptionalInt.of(seconds));
  }

  public Reason reason() {
    return reason;
  }

  public int status() {
    return reason.status();
  }

  /** When to try again; only where nothing was written. */
  public OptionalInt retryAfterSeconds() {
    return retryAfterSeconds;
  }

  public Optional<String> topic() {
    return topic;
  }

  public OptionalInt kafkaErrorCode() {
    return kafkaErrorCode;
  }
}
