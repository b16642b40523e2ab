package io.restproducer.runtime.limits;

import java.util.function.LongSupplier;

/**
 * Lets through so many units a second, and one second's worth of them at once. Whoever comes while
 * a whole unit is left takes what it needs, if need be as a debt that must be paid off before the
 * next one: so nothing is too large for ever, and the small do not starve the large. In any time t
 * at most {@code rate × (t + 1 s)} is let through, and what the last one owes.
 */
final class TokenBucket {
  /** Faster than any pod; so that no product below leaves a long. */
  private static final long FASTEST = 1L << 30;

  private static final long DEEPEST_DEBT = Long.MAX_VALUE / 4;

  /** Nanoseconds in a second, and parts of a unit: in a nanosecond {@code rate} parts come in. */
  private static final long SECOND = 1_000_000_000;

  private final LongSupplier nanoTime;
  private long rate;
  private long parts;
  private long at;

  /**
   * A full one.
   *
   * @param rate units a second, at least 1
   * @param nanoTime monotonic
   */
  TokenBucket(long rate, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.rate = Math.min(rate, FASTEST);
    this.parts = this.rate * SECOND;
    this.at = nanoTime.getAsLong();
  }

  /**
   * Takes {@code units}, and returns 0; or takes none, and returns how many nanoseconds to wait.
   */
  synchronized long take(long units) {
    refill();
    if (parts < SECOND) {
      return (SECOND - parts + rate - 1) / rate;
    }
    spend(units);
    return 0;
  }

  /** Takes {@code units} that are there already, whatever is left. */
  synchronized void charge(long units) {
    refill();
    spend(units);
  }

  /** From now on it fills at another rate; what is left stays, as far as it has room, or owed. */
  synchronized void changeRate(long unitsPerSecond) {
    refill();
    rate = Math.min(unitsPerSecond, FASTEST);
    parts = Math.min(parts, rate * SECOND);
  }

  private void spend(long units) {
    parts = Math.max(parts - Math.min(units, FASTEST) * SECOND, -DEEPEST_DEBT);
  }

  private void refill() {
    long now = nanoTime.getAsLong();
    long elapsed = now - at;
    if (elapsed <= 0) {
      return;
    }
    at = now;
    long missing = rate * SECOND - parts;
    parts += elapsed > missing / rate ? missing : elapsed * rate;
  }
}
