package io.restproducer.runtime.produce;

import java.time.Duration;

/** The one thread that a request lives on; results come back to it, and nothing may block it. */
public interface EventLoop {
  /** Runs {@code task} on the thread, soon. */
  void execute(Runnable task);

  /** Runs {@code task} on the thread, later. */
  void after(Duration delay, Runnable task);
}
