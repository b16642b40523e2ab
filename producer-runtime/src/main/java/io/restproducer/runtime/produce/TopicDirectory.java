package io.restproducer.runtime.produce;

import io.restproducer.runtime.produce.InSyncReplicas.Shortage;
import io.restproducer.runtime.produce.TopicLookup.Topic;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Knows which topics exist, so that no unconfirmed name reaches the producer, whose own metadata
 * requests may create it, and which of their partitions have too few replicas to take anything.
 * Asks asynchronously, once a name at a time; forgets misses soon.
 */
final class TopicDirectory {
  private static final int MOST_MISSES = 1_000;
  private static final int MOST_QUESTIONS = 1_000;
  private static final int MOST_WARMED = 500;
  private static final long MISS_NANOS = 2_000_000_000L;
  private static final int MOST_AT_ONCE = 500;

  /** How late a deleted topic, or replicas that left or came back, may be noticed. */
  private static final long FRESH_NANOS = 5_000_000_000L;

  /** Shortages of a topic that was not in use for longer than that may be over. */
  private static final long BELIEVED_NANOS = 3 * FRESH_NANOS;

  private final TopicLookup lookup;
  private final LongSupplier nanoClock;
  private final Map<String, Confirmed> confirmed = new ConcurrentHashMap<>();
  private final Map<String, Long> missing =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST_MISSES;
        }
      };
  private final Map<String, CompletableFuture<Optional<Topic>>> asked = new HashMap<>();
  private final Set<String> stale = new LinkedHashSet<>();
  private final Set<String> warmed = new HashSet<>();

  TopicDirectory(TopicLookup lookup, LongSupplier nanoClock) {
    this.lookup = lookup;
    this.nanoClock = nanoClock;
  }

  /** Tells {@code answer}, at once or later on {@code loop}, a refusal or nothing. */
  void confirm(String topic, EventLoop loop, Consumer<Optional<Refusal>> answer) {
    CompletableFuture<Optional<Topic>> question;
    synchronized (this) {
      long now = nanoClock.getAsLong();
      Confirmed known = confirmed.get(topic);
      if (known != null) {
        if (now - known.since() > FRESH_NANOS) {
          stale.add(topic);
        }
        question = null;
      } else if (isMissing(topic, now)) {
        question = CompletableFuture.completedFuture(Optional.empty());
      } else {
        question = ask(topic);
      }
    }
    if (question == null) {
      answer.accept(Optional.empty());
    } else if (question.isDone()) {
      question.whenComplete((found, failure) -> answer.accept(refusal(topic, found, failure)));
    } else {
      question.whenComplete(
          (found, failure) -> loop.execute(() -> answer.accept(refusal(topic, found, failure))));
    }
  }

  /**
   * Looks {@code topics} up ahead of the first request: until answered, and not too many. A miss is
   * not remembered: the topic may be made by the time that somebody asks.
   */
  synchronized void warm(List<String> topics) {
    for (String topic : topics) {
      if (warmed.size() < MOST_WARMED && warmed.add(topic) && !confirmed.containsKey(topic)) {
        ask(topic).thenRun(() -> forgetMiss(topic));
      }
    }
  }

  private synchronized void forgetMiss(String topic) {
    missing.remove(topic);
  }

  synchronized Set<String> confirmed() {
    return new TreeSet<>(confirmed.keySet());
  }

  /** Partitions of {@code topic} that would take nothing now, by number. Takes no lock. */
  Map<Integer, Shortage> shortages(String topic) {
    Confirmed known = confirmed.get(topic);
    return known == null || nanoClock.getAsLong() - known.since() > BELIEVED_NANOS
        ? Map.of()
        : known.shortages();
  }

  /** Asks again for topics in use of which not much has been known for some seconds. */
  void refresh() {
    List<String> due;
    synchronized (this) {
      due = stale.stream().filter(topic -> !asked.containsKey(topic)).limit(MOST_AT_ONCE).toList();
      due.forEach(stale::remove);
      due.forEach(topic -> asked.put(topic, new CompletableFuture<>()));
    }
    if (!due.isEmpty()) {
      answersFor(due).forEach(this::settle);
    }
  }

  private boolean isMissing(String topic, long now) {
    Long since = missing.get(topic);
    return since != null && now - since < MISS_NANOS;
  }

  private CompletableFuture<Optional<Topic>> ask(String topic) {
    CompletableFuture<Optional<Topic>> open = asked.get(topic);
    if (open != null) {
      return open;
    }
    if (asked.size() >= MOST_QUESTIONS) {
      return CompletableFuture.failedFuture(new TooManyQuestions());
    }
    CompletableFuture<Optional<Topic>> question = new CompletableFuture<>();
    asked.put(topic, question);
    settle(topic, answersFor(List.of(topic)).get(topic));
    return question;
  }

  private void settle(String topic, CompletionStage<Optional<Topic>> answer) {
    answer.whenComplete(
        (found, failure) -> {
          CompletableFuture<Optional<Topic>> question = learn(topic, found, failure);
          if (failure == null) {
            question.complete(found);
          } else {
            question.completeExceptionally(failure);
          }
        });
  }

  /** What throws is an answer, too: a question left open would keep its callers for ever. */
  private Map<String, CompletionStage<Optional<Topic>>> answersFor(List<String> topics) {
    try {
      return lookup.find(topics);
    } catch (RuntimeException e) {
      return topics.stream()
          .collect(Collectors.toMap(it -> it, it -> CompletableFuture.failedFuture(e)));
    }
  }

  /** A failed look-up teaches nothing: a topic that was confirmed stays so while Kafka is away. */
  private synchronized CompletableFuture<Optional<Topic>> learn(
      String topic, Optional<Topic> found, Throwable failure) {
    long now = nanoClock.getAsLong();
    if (failure != null) {
      warmed.remove(topic);
      confirmed.computeIfPresent(topic, (name, known) -> known.at(now));
    } else if (found.isPresent()) {
      missing.remove(topic);
      confirmed.compute(topic, (name, known) -> Confirmed.of(found.get(), known, now));
    } else {
      confirmed.remove(topic);
      missing.remove(topic);
      missing.put(topic, now);
    }
    return asked.remove(topic);
  }

  private static Optional<Refusal> refusal(String topic, Optional<Topic> found, Throwable failure) {
    if (failure instanceof TooManyQuestions) {
      String message =
          "Too many topics are being looked up (%d). Nothing was written; try again shortly."
              .formatted(MOST_QUESTIONS);
      return Optional.of(Refusal.of(Reason.BUSY, message).aboutTopic(topic));
    }
    if (failure != null) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      return Optional.of(ProduceErrors.beforeHandOver(cause, topic));
    }
    return found.isPresent()
        ? Optional.empty()
        : Optional.of(ProduceErrors.beforeHandOver(new UnknownTopicOrPartitionException(), topic));
  }

  /** A topic that was there at {@code since}. */
  private record Confirmed(int minInSyncReplicas, Map<Integer, Shortage> shortages, long since) {
    /** When Kafka does not tell now how many replicas it wants, what it told before counts. */
    static Confirmed of(Topic found, Confirmed before, long now) {
      int least = found.minInSyncReplicas().orElse(before == null ? 1 : before.minInSyncReplicas());
      return new Confirmed(least, InSyncReplicas.shortages(found.partitions(), least), now);
    }

    Confirmed at(long now) {
      return new Confirmed(minInSyncReplicas, shortages, now);
    }
  }

  /** The bound on open questions was reached. */
  private static final class TooManyQuestions extends RuntimeException {
    private TooManyQuestions() {
      super("too many look-ups", null, false, false);
    }
  }
}
