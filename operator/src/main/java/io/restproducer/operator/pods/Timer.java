package io.restproducer.operator.pods;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs something later, on its own thread, never on the caller's. */
@FunctionalInterface
public interface Timer {
  /** Runs {@code task} once {@code delay} is over. */
  void after(Duration delay, Runnable task);

  /** A timer on {@code executor}; once that is shut down, nothing runs any more. */
  static Timer on(ScheduledExecutorService executor) {
    Logger log = LoggerFactory.getLogger(Timer.class);
    return (delay, task) -> {
      Runnable logged =
          () -> {
            try {
              task.run();
            } catch (RuntimeException e) {
              log.atError().setCause(e).log("a timed task failed");
            }
          };
      try {
        executor.schedule(logged, delay.toNanos(), TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        log.atDebug().log("not timed: shutting down");
      }
    };
  }
}
