package io.restproducer.runtime.limits;

import io.restproducer.contract.Quota;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What is left of the quota of one ServiceId, all its keys together. */
public final class Throttle {
  /** Lets everything through. */
  public static final Throttle NONE = new Throttle(Quota.NONE, Optional.empty(), Optional.empty());

  private static final long SECOND = 1_000_000_000;

  private final Quota quota;
  private final Optional<TokenBucket> requests;
  private final Optional<TokenBucket> bytes;
  private final int maxInFlight;

  private Throttle(Quota quota, Optional<TokenBucket> requests, Optional<TokenBucket> bytes) {
    this.quota = quota;
    this.requests = requests;
    this.bytes = bytes;
    this.maxInFlight = quota.maxInFlight().orElse(Integer.MAX_VALUE);
  }

  /** For another quota: what was used so far stays used. */
  Throttle with(Quota next, LongSupplier nanoTime) {
    return new Throttle(
        next,
        next.requestsPerSecond().isPresent()
            ? Optional.of(at(next.requestsPerSecond().getAsInt(), requests, nanoTime))
            : Optional.empty(),
        next.bytesPerSecond().isPresent()
            ? Optional.of(at(next.bytesPerSecond().getAsLong(), bytes, nanoTime))
            : Optional.empty());
  }

  private static TokenBucket at(long rate, Optional<TokenBucket> before, LongSupplier nanoTime) {
    before.ifPresent(bucket -> bucket.changeRate(rate));
    return before.orElseGet(() -> new TokenBucket(rate, nanoTime));
  }

  /** Counts a request, whatever becomes of it later; one that is refused here costs nothing. */
  public void takeRequest() throws Refusal {
    long wait = requests.isPresent() ? requests.get().take(1) : 0;
    if (wait > 0) {
      throw usedUp(
          Reason.REQUEST_QUOTA,
          quota.requestsPerSecond().getAsInt() + " requests",
          "requestsPerSecond",
          wait);
    }
  }

  /** Counts {@code count} bytes of a request, as far as their number is known before they come. */
  public void takeBytes(long count) throws Refusal {
    long wait = bytes.isPresent() ? bytes.get().take(count) : 0;
    if (wait > 0) {
      throw usedUp(
          Reason.BYTE_QUOTA, quota.bytesPerSecond().getAsLong() + " bytes", "bytesPerSecond", wait);
    }
  }

  /** Counts bytes of a body of undeclared length, which have come. */
  void chargeBytes(long count) {
    if (bytes.isPresent()) {
      bytes.get().charge(count);
    }
  }

  /** Checks whether one more request may be in flight beside {@code now}. */
  void checkInFlight(int now) throws Refusal {
    if (now >= maxInFlight) {
      throw Refusal.of(
          Reason.IN_FLIGHT_QUOTA,
          "This service id has "
              + now
              + " requests in flight; its quota is "
              + maxInFlight
              + " in each instance. Nothing was written; send the next one when one of them is"
              + " answered, or have spec.quota.maxInFlight raised.");
    }
  }

  /** Whoever is refused comes often: no format to be parsed. */
  private static Refusal usedUp(Reason reason, String limit, String field, long waitNanos) {
    int seconds = (int) Math.min((waitNanos + SECOND - 1) / SECOND, Integer.MAX_VALUE);
    String message =
        "The quota of this service id, "
            + limit
            + " a second in each instance, is used up. Nothing was written; try again in "
            + seconds
            + " s, or have spec.quota."
            + field
            + " raised.";
    return Refusal.of(reason, message).retryAfter(seconds);
  }
}
