package io.restproducer.runtime.produce;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** An event loop that runs what waits when a test says so. */
final class HandCrankedLoop implements EventLoop {
  private final Deque<Runnable> soon = new ArrayDeque<>();
  private final Deque<Runnable> later = new ArrayDeque<>();

  @Override
  public synchronized void execute(Runnable task) {
    soon.add(task);
  }

  @Override
  public synchronized void after(Duration delay, Runnable task) {
    later.add(task);
  }

  void runSoon() {
    drain(soon);
  }

  /** Runs one round of what was put off. */
  void runLater() {
    Deque<Runnable> round = new ArrayDeque<>(later);
    later.clear();
    drain(round);
  }

  int putOff() {
    return later.size();
  }

  private static void drain(Deque<Runnable> tasks) {
    while (!tasks.isEmpty()) {
      tasks.poll().run();
    }
  }
}
