package io.restproducer.operator.pods;

import java.time.Duration;

/**
 * How patient a {@link Propagation} is.
 *
 * @param firstRetry after the first failure; each further one doubles it
 * @param longestRetry the most it grows to
 * @param poll how often a healthy pod is asked for its status
 * @param starting how long a pod that has never answered passes for one that is starting
 * @param silence how long a pod may give no answer before nobody waits for it
 */
public record PropagationTiming(
    Duration firstRetry,
    Duration longestRetry,
    Duration poll,
    Duration starting,
    Duration silence) {
  /** The timing of a running operator. */
  public static final PropagationTiming DEFAULT =
      new PropagationTiming(
          Duration.ofMillis(200),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30));

  /** The pause after this many failures in a row. */
  Duration retryAfter(int failures) {
    Duration pause = firstRetry;
    for (int i = 1; i < failures && pause.compareTo(longestRetry) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(longestRetry) < 0 ? pause : longestRetry;
  }
}
