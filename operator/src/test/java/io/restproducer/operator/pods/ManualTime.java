package io.restproducer.operator.pods;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock and a timer that move only when a test says so; tasks run in the order of their time. */
final class ManualTime implements Timer, InstantSource {
  private record Task(Instant at, long number, Runnable work) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparing(Task::at).thenComparing(Task::number));
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long count;

  @Override
  public void after(Duration delay, Runnable task) {
    tasks.add(new Task(now.plus(delay), count++, task));
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Runs what is due now, and what that makes due. */
  void settle() {
    pass(Duration.ZERO);
  }

  /** Lets {@code duration} go by. */
  void pass(Duration duration) {
    Instant end = now.plus(duration);
    while (!tasks.isEmpty() && !tasks.peek().at().isAfter(end)) {
      Task task = tasks.poll();
      now = task.at().isAfter(now) ? task.at() : now;
      task.work().run();
    }
    now = end;
  }
}
