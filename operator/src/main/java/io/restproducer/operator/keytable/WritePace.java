package io.restproducer.operator.keytable;

import java.time.Duration;
import java.time.Instant;

/**
 * Spaces the writes of one table: the first at once, the next 100 ms later, then ever further apart
 * up to a second as long as changes keep coming. Not for use by several threads.
 */
public final class WritePace {
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private Instant lastWrite = Instant.MIN;
  private Duration gap = SHORTEST;

  /** How long the next write has to wait; zero: not at all. */
  public Duration untilNext(Instant now) {
    Instant due = lastWrite.equals(Instant.MIN) ? now : lastWrite.plus(gap);
    return now.isBefore(due) ? Duration.between(now, due) : Duration.ZERO;
  }

  public void wrote(Instant now) {
    boolean steady =
        !lastWrite.equals(Instant.MIN) && now.isBefore(lastWrite.plus(gap.multipliedBy(2)));
    gap = steady ? min(gap.multipliedBy(2), LONGEST) : SHORTEST;
    lastWrite = now;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
