package io.restproducer.runtime.produce;

import io.restproducer.kafka.KafkaAccess;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * New credentials or trust, tried before they are used: what does not work, or not yet, never takes
 * the place of what does. Used by one thread, but for the answers.
 */
final class NextAccess {
  private static final Logger log = LoggerFactory.getLogger(NextAccess.class);
  private static final int PATIENCE_MILLIS = 3_000;
  private static final long FIRST_PAUSE_NANOS = 500_000_000L;
  private static final long LONGEST_PAUSE_NANOS = 5_000_000_000L;

  private final KafkaAccess access;
  private final Supplier<ClusterAdmin> opening;
  private final Function<Throwable, String> words;
  private final LongSupplier nanoClock;
  private ClusterAdmin admin;
  private boolean closed;
  private long pause = FIRST_PAUSE_NANOS;
  private boolean asking;
  private boolean answered;
  private long answeredAt;
  private String problem = "";

  /**
   * Not tried yet.
   *
   * @param opening makes a client; a new one for each try, as one that is not let in would go on
   *     knocking between them
   * @param words what a failure is called in status
   */
  NextAccess(
      KafkaAccess access,
      Supplier<ClusterAdmin> opening,
      Function<Throwable, String> words,
      LongSupplier nanoClock) {
    this.access = access;
    this.opening = opening;
    this.words = words;
    this.nanoClock = nanoClock;
  }

  KafkaAccess access() {
    return access;
  }

  /** The client that was let in. */
  synchronized ClusterAdmin admin() {
    return admin;
  }

  /** CamelCase word why it does not work, else empty. */
  synchronized String problem() {
    return problem;
  }

  /** Tries it if it is time to; {@code works}, which must not wait, is called once it does. */
  void look(Runnable works) {
    Optional<ClusterAdmin> failed = Optional.empty();
    Optional<ClusterAdmin> trying = Optional.empty();
    synchronized (this) {
      if (!asking && !closed) {
        failed = Optional.ofNullable(admin);
        admin = null;
        if (!answered || nanoClock.getAsLong() - answeredAt >= pause) {
          asking = true;
          admin = opening.get();
          trying = Optional.of(admin);
        }
      }
    }
    failed.ifPresent(ClusterAdmin::close);
    trying.ifPresent(client -> ask(client, works));
  }

  /** Gives it up; not on a thread of Kafka's client. */
  void close() {
    Optional<ClusterAdmin> open;
    synchronized (this) {
      closed = true;
      open = Optional.ofNullable(admin);
    }
    open.ifPresent(ClusterAdmin::close);
  }

  private void ask(ClusterAdmin client, Runnable works) {
    try {
      client.brokers(PATIENCE_MILLIS).whenComplete((brokers, failure) -> judge(failure, works));
    } catch (RuntimeException e) {
      judge(e, works);
    }
  }

  private void judge(Throwable failure, Runnable works) {
    if (failure == null) {
      works.run();
      return;
    }
    String word = words.apply(failure);
    boolean news;
    synchronized (this) {
      asking = false;
      if (answered) {
        pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
      }
      answered = true;
      answeredAt = nanoClock.getAsLong();
      news = !word.equals(problem);
      problem = word;
    }
    if (news) {
      log.atWarn()
          .addKeyValue("kafka", access)
          .addKeyValue("reason", word)
          .log("new credentials or trust for Kafka do not work yet; the former stay in use");
    }
  }
}
