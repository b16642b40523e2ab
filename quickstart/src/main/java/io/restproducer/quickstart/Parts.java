package io.restproducer.quickstart;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What was started, to be stopped in reverse order. Once stopping has begun nothing new stays up: a
 * part that is added then is stopped at once.
 */
final class Parts implements AutoCloseable {
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final List<Exception> failures = new ArrayList<>();

  <T extends AutoCloseable> T add(T part) {
    boolean late;
    synchronized (started) {
      late = stopping.getCount() == 0;
      if (!late) {
        started.push(part);
      }
    }
    if (late) {
      stop(part);
      throw new Stopped();
    }
    return part;
  }

  /** Lets time pass. Throws {@link Stopped} when the end has begun. */
  void pause(Duration time) {
    try {
      if (stopping.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Stopped();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stopped();
    }
  }

  /** What could not be stopped properly. */
  List<Exception> failures() {
    synchronized (failures) {
      return List.copyOf(failures);
    }
  }

  @Override
  public void close() {
    synchronized (started) {
      stopping.countDown();
    }
    for (AutoCloseable part = next(); part != null; part = next()) {
      stop(part);
    }
  }

  private AutoCloseable next() {
    synchronized (started) {
      return started.poll();
    }
  }

  private void stop(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      synchronized (failures) {
        failures.add(e);
      }
    }
  }
}
