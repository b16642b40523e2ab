package io.restproducer.cluster;

import java.time.Duration;
import java.util.Optional;

/**
 * What became of one request.
 *
 * @param status of the answer; 0: no answer came
 * @param place where a 200 says that the record is
 * @param told the body of another answer, or why none came
 * @param retryAfter whether the answer says when to try again
 * @param newConnection whether it was sent over a connection of its own
 * @param at when it was sent, since the start of the load
 */
record Outcome(
    long number,
    int status,
    Optional<Place> place,
    String told,
    boolean retryAfter,
    boolean newConnection,
    Duration at,
    Duration took) {

  /** Whether the caller cannot know if the record was written. */
  boolean isUnknown() {
    return status == 0 || status == 408;
  }

  @Override
  public String toString() {
    return "%d at %d ms after %d ms: %s"
        .formatted(
            number, at.toMillis(), took.toMillis(), status == 0 ? told : status + " " + told);
  }
}
