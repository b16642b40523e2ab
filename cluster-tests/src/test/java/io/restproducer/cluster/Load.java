package io.restproducer.cluster;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Callers at a steady rate, whatever the answers: three quarters of the requests over kept-alive
 * connections, one quarter over new ones. Every record has its number, every request its outcome.
 */
final class Load implements AutoCloseable {
  private static final int CALLERS = 40;
  private static final int NEW_EVERY = 4;

  /** In it every connection is used several times. */
  private static final Duration QUIET = Duration.ofMillis(1500);

  /** Of all loads: one topic may get records of several. */
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final Credentials credentials;
  private final String topic;
  private final int bytes;
  private final long began = System.nanoTime();
  private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final List<Thread> callers = new ArrayList<>();

  private Load(Credentials credentials, String topic, int bytes) {
    this.credentials = credentials;
    this.topic = topic;
    this.bytes = bytes;
  }

  /** 200 requests a second with records of 1 KiB. */
  static Load start(Gateway gateway) {
    return start(gateway, CALLERS, 200, 1024);
  }

  /** The same by another caller. */
  static Load start(Gateway gateway, Credentials caller) {
    return start(caller, gateway.topic(), CALLERS, 200, 1024);
  }

  /** Each caller waits for its answer: so many requests are under way at most. */
  static Load start(Gateway gateway, int callers, int requestsPerSecond, int bytes) {
    return start(gateway.credentials(), gateway.topic(), callers, requestsPerSecond, bytes);
  }

  private static Load start(
      Credentials credentials, String topic, int callers, int requestsPerSecond, int bytes) {
    Load load = new Load(credentials, topic, bytes);
    long between = TimeUnit.SECONDS.toNanos(1) * callers / requestsPerSecond;
    for (int caller = 0; caller < callers; caller++) {
      boolean oneTime = caller % NEW_EVERY == 0;
      long first = between * caller / callers;
      Thread thread = new Thread(() -> load.call(oneTime, first, between), "caller-" + caller);
      load.callers.add(thread);
      thread.start();
    }
    return load;
  }

  /** Since the start, as {@link Outcome#at()} counts. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** Outcomes so far. */
  Outcomes sofar() {
    return new Outcomes(topic, List.copyOf(outcomes));
  }

  /** Waits until so many more requests were acknowledged. */
  void awaitAcknowledged(int more) {
    Duration from = elapsed();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> sofar().after(from).acknowledged().size() >= more);
  }

  /**
   * Makes a change and waits until every connection, kept or new, gets this status only; gives when
   * the last request that got another was sent, after the change.
   */
  Duration awaitOnly(int status, Runnable change) {
    Duration changed = elapsed();
    change.run();
    await()
        .atMost(Duration.ofMinutes(5))
        .until(() -> sofar().after(elapsed().minus(QUIET)).isOnly(status));
    Outcomes since = sofar().after(changed);
    if (since.byStatus().containsKey(0)) {
      throw new AssertionError("requests without an answer: " + since.failed());
    }
    return since.all().stream()
        .filter(outcome -> outcome.status() != status)
        .map(Outcome::at)
        .max(Duration::compareTo)
        .map(last -> last.minus(changed))
        .orElse(Duration.ZERO);
  }

  /** Goes on for as long. */
  void awaitElapsed(Duration time) {
    Duration end = elapsed().plus(time);
    await().atMost(time.multipliedBy(2)).until(() -> elapsed().compareTo(end) >= 0);
  }

  /** Ends the load, waits for the answers still owed, and gives the outcome of every request. */
  Outcomes stop() {
    stopped.countDown();
    try {
      for (Thread caller : callers) {
        caller.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return sofar();
  }

  @Override
  public void close() {
    stop();
  }

  private void call(boolean oneTime, long first, long between) {
    Connection connection = null;
    long due = first;
    while (!isStoppedBefore(due)) {
      connection = send(connection, oneTime);
      if (connection != null && oneTime) {
        connection.close();
        connection = null;
      }
      due += between;
    }
    if (connection != null) {
      connection.close();
    }
  }

  /** Sends one record; gives the connection if it can be used again. */
  private Connection send(Connection kept, boolean oneTime) {
    long number = NUMBERS.incrementAndGet();
    long at = System.nanoTime();
    Connection connection = kept;
    try {
      if (connection == null) {
        connection = Connection.open(credentials);
      }
      Answer answer = connection.post(topic, NumberedRecord.value(number, bytes));
      outcomes.add(outcome(number, answer, oneTime, at));
      if (connection.isReusable()) {
        return connection;
      }
    } catch (IOException e) {
      outcomes.add(
          new Outcome(
              number,
              0,
              Optional.empty(),
              e.toString(),
              false,
              oneTime,
              Duration.ofNanos(at - began),
              Duration.ofNanos(System.nanoTime() - at)));
    }
    if (connection != null) {
      connection.close();
    }
    return null;
  }

  private Outcome outcome(long number, Answer answer, boolean oneTime, long at) throws IOException {
    boolean ok = answer.status() == 200;
    return new Outcome(
        number,
        answer.status(),
        ok ? Optional.of(Place.of(answer.body())) : Optional.empty(),
        ok ? "" : answer.body(),
        answer.headers().containsKey("retry-after"),
        oneTime,
        Duration.ofNanos(at - began),
        Duration.ofNanos(System.nanoTime() - at));
  }

  private boolean isStoppedBefore(long due) {
    try {
      return stopped.await(Math.max(0, began + due - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
