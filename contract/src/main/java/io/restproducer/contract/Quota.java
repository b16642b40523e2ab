package io.restproducer.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What one ServiceId may use of each runtime pod, all its keys together; empty: not limited. A
 * number below 1 counts as 1, so that one odd number never makes a whole table unreadable.
 *
 * @param requestsPerSecond requests whose key was accepted
 * @param bytesPerSecond bytes of their bodies, record keys and record headers
 * @param maxInFlight requests between acceptance and answer
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Quota(
    OptionalInt requestsPerSecond, OptionalLong bytesPerSecond, OptionalInt maxInFlight) {
  /** No limit at all. */
  public static final Quota NONE =
      new Quota(OptionalInt.empty(), OptionalLong.empty(), OptionalInt.empty());

  public Quota {
    requestsPerSecond = atLeastOne(requestsPerSecond);
    bytesPerSecond =
        bytesPerSecond == null || bytesPerSecond.isEmpty()
            ? OptionalLong.empty()
            : OptionalLong.of(Math.max(1, bytesPerSecond.getAsLong()));
    maxInFlight = atLeastOne(maxInFlight);
  }

  private static OptionalInt atLeastOne(OptionalInt number) {
    return number == null || number.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(Math.max(1, number.getAsInt()));
  }
}
