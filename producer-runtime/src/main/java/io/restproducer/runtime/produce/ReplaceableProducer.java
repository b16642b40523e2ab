package io.restproducer.runtime.produce;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The producer in use. One that failed for good is closed and another made, away from the event
 * loops; meanwhile there is none. Never two at once for the same record.
 */
final class ReplaceableProducer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReplaceableProducer.class);
  private static final long PAUSE_MILLIS = 500;

  private final Supplier<Producer<byte[], byte[]>> factory;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread swapper = new Thread(task, "producer-swap");
            swapper.setDaemon(true);
            return swapper;
          });
  private volatile Producer<byte[], byte[]> current;
  private volatile long replacements;
  private boolean closed;
  private boolean waiting;

  ReplaceableProducer(Supplier<Producer<byte[], byte[]>> factory) {
    this.factory = factory;
    renew();
  }

  /** The producer; empty while there is none yet or it is being replaced. */
  Optional<Producer<byte[], byte[]>> current() {
    return Optional.ofNullable(current);
  }

  /** How many have failed for good. */
  long replacements() {
    return replacements;
  }

  /** Replaces {@code failed}, unless that has been done; what it still held ends as unknown. */
  void replace(Producer<byte[], byte[]> failed, Throwable why) {
    synchronized (this) {
      if (current != failed || closed) {
        return;
      }
      current = null;
      replacements = replacements + 1;
      // Under the lock: once closed, the thread takes nothing, and throwing here loses an answer.
      thread.execute(() -> failed.close(Duration.ZERO));
      thread.schedule(this::renew, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
    log.atError()
        .addKeyValue("error", why.getClass().getSimpleName())
        .log("the Kafka producer failed for good and is replaced");
  }

  /** Flushes and closes; waits at most {@code patience}. */
  void close(Duration patience) {
    Producer<byte[], byte[]> last;
    synchronized (this) {
      closed = true;
      last = current;
      current = null;
      thread.shutdown();
    }
    if (last != null) {
      last.close(patience);
    }
  }

  @Override
  public void close() {
    close(Duration.ZERO);
  }

  private void renew() {
    try {
      Producer<byte[], byte[]> next = factory.get();
      synchronized (this) {
        if (!closed) {
          current = next;
          waiting = false;
          return;
        }
      }
      next.close(Duration.ZERO);
    } catch (RuntimeException e) {
      later(e);
    }
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
}
