package io.restproducer.operator.keytable;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a ServiceId says of the life of its keys.
 *
 * @param revoked ids that must not work, whoever holds them
 * @param gracePeriod how long a key works on after another was published in its place
 * @param publishedAt when the key that callers use now was published; empty: there is none, or it
 *     is not noted yet, so that none of the former keys begins to retire
 */
public record KeyRules(Set<String> revoked, Duration gracePeriod, Optional<Instant> publishedAt) {
  /** Where a ServiceId says nothing, or nothing that can be understood. */
  public static final Duration USUAL_GRACE_PERIOD = Duration.ofHours(24);

  public KeyRules {
    revoked = Set.copyOf(revoked);
  }

  /**
   * When a key that nobody holds any more ends. A date of publication that has not come yet counts
   * as now: whoever can write it must not be able to keep a key for good.
   */
  Optional<Instant> end(Instant now) {
    return publishedAt.map(at -> (at.isAfter(now) ? now : at).plus(gracePeriod));
  }
}
