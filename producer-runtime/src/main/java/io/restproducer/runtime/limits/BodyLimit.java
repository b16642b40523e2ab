package io.restproducer.runtime.limits;

import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.time.Duration;

/**
 * The largest body that is read.
 *
 * @param what the body is, for people
 * @param most bytes
 * @param patience in which all of it must arrive
 */
public record BodyLimit(String what, int most, Duration patience) {
  static BodyLimit of(String what, int most) {
    return new BodyLimit(what, most, Deadlines.STANDARD.body(most));
  }

  /** The same with the patience of {@code deadlines}. */
  public BodyLimit within(Deadlines deadlines) {
    return new BodyLimit(what, most, deadlines.body(most));
  }

  /** Refuses a body whose length was declared. */
  public void check(long size) throws Refusal {
    if (size > most) {
      throw Refusal.of(
          Reason.TOO_LARGE,
          "The %s has %d bytes; the limit is %d bytes.".formatted(what, size, most));
    }
  }

  /** Refuses a body of undeclared length of which {@code soFar} bytes have come. */
  public void checkSoFar(long soFar) throws Refusal {
    if (soFar > most) {
      throw Refusal.of(
          Reason.TOO_LARGE,
          "The %s has more than %d bytes (%d have been read so far); the limit is %d bytes."
              .formatted(what, most, soFar, most));
    }
  }
}
