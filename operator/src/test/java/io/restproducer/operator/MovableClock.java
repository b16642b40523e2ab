package io.restproducer.operator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes as usual, and can be put forward. */
final class MovableClock implements InstantSource {
  private volatile Duration ahead = Duration.ZERO;

  void putForward(Duration by) {
    ahead = ahead.plus(by);
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(ahead);
  }
}
