package io.restproducer.runtime.limits;

import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;

/**
 * The largest body that is read.
 *
 * @param what the body is, for people
 * @param most bytes
 */
public record BodyLimit(String what, int most) {
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
