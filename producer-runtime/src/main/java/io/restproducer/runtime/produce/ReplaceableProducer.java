package io.restproducer.runtime.produce;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The producer in use. One that failed for good is closed and another made, away from the event
 * loops; meanwhile there is none. One that is replaced by plan stays until its successor is there,
 * and then writes out what it holds. Never two at once for the same record.
 */
final class ReplaceableProducer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReplaceableProducer.class);
  private static final long PAUSE_MILLIS = 500;

  private final Duration longestDelivery;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "producer-swap"));
  private final ExecutorService farewells =
      Executors.newSingleThreadExecutor(task -> daemon(task, "producer-farewell"));
  private volatile Producer<byte[], byte[]> current;
  private volatile long replacements;
  private Supplier<Producer<byte[], byte[]>> factory;
  private boolean due;
  private boolean closed;
  private boolean waiting;

  /**
   * Without a producer until {@link #use}.
   *
   * @param longestDelivery how long a record that a producer has taken may wait for its answer
   */
  ReplaceableProducer(Duration longestDelivery) {
    this.longestDelivery = longestDelivery;
  }

  /** The producer; empty while there is none yet or one that failed is being replaced. */
  Optional<Producer<byte[], byte[]>> current() {
    return Optional.ofNullable(current);
  }

  /** How many have failed for good. */
  long replacements() {
    return replacements;
  }

  /** Whether another has taken the place of {@code producer}. */
  boolean isSucceeded(Producer<byte[], byte[]> producer) {
    Producer<byte[], byte[]> now = current;
    return now != null && now != producer;
  }

  /** Has producers made by {@code other} from now on, one at once, in place of the one in use. */
  synchronized void use(Supplier<Producer<byte[], byte[]>> other) {
    if (!closed) {
      factory = other;
      due = true;
      thread.execute(this::renew);
    }
  }

  /** Replaces {@code failed}, unless that has been done; what it still held ends as unknown. */
  void replace(Producer<byte[], byte[]> failed, Throwable why) {
    synchronized (this) {
      if (current != failed || closed) {
        return;
      }
      current = null;
      replacements = replacements + 1;
      due = true;
      // Under the lock: once closed, the thread takes nothing, and throwing here loses an answer.
      thread.execute(() -> failed.close(Duration.ZERO));
      thread.schedule(this::renew, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
    log.atError()
        .addKeyValue("error", why.getClass().getSimpleName())
        .log("the Kafka producer failed for good and is replaced");
  }

  /** Flushes and closes; waits at most {@code patience}, and as long again for one that leaves. */
  void close(Duration patience) {
    Producer<byte[], byte[]> last;
    synchronized (this) {
      closed = true;
      last = current;
      current = null;
      thread.shutdown();
      farewells.shutdown();
    }
    if (last != null) {
      last.close(patience);
    }
    try {
      farewells.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    close(Duration.ZERO);
  }

  private void renew() {
    Supplier<Producer<byte[], byte[]>> maker;
    synchronized (this) {
      if (!due || closed) {
        return;
      }
      maker = factory;
    }
    try {
      put(maker.get(), maker);
    } catch (RuntimeException e) {
      later(e);
    }
  }

  private void put(Producer<byte[], byte[]> next, Supplier<Producer<byte[], byte[]>> maker) {
    synchronized (this) {
      if (!closed && maker == factory) {
        Producer<byte[], byte[]> former = current;
        current = next;
        due = false;
        waiting = false;
        if (former != null) {
          farewells.execute(() -> former.close(longestDelivery));
        }
        return;
      }
    }
    next.close(Duration.ZERO);
  }

  private synchronized void later(RuntimeException why) {
    if (closed) {
      return;
    }
    if (!waiting) {
      log.atWarn()
          .addKeyValue("error", why.getClass().getSimpleName())
          .log("no Kafka producer can be made yet; trying again until one can");
    }
    waiting = true;
    thread.schedule(this::renew, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
