package io.restproducer.operator.producer;

import io.restproducer.crds.DeclaredTopic;
import io.restproducer.kafka.KafkaAccess;
import io.restproducer.operator.kafka.DeclaredTopics;
import io.restproducer.operator.kafka.TopicReport;
import io.restproducer.operator.kafka.TopicState;
import io.restproducer.operator.kafka.WantedTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The declared topics of one RestProducer: starts a pass when the declaration changed or it is time
 * to look again, and remembers what came of the last one. Never waits for Kafka.
 */
final class TopicKeeper {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration LATER = Duration.ofMinutes(1);

  private final DeclaredTopics topics;
  private final Runnable wake;
  private Optional<Wanted> running = Optional.empty();
  private Optional<Done> done = Optional.empty();

  TopicKeeper(DeclaredTopics topics, Runnable wake) {
    this.topics = topics;
    this.wake = wake;
  }

  private record Wanted(KafkaAccess access, List<WantedTopic> topics) {}

  private record Done(Wanted wanted, List<TopicReport> reports, Instant at) {
    Instant due() {
      boolean waiting = reports.stream().anyMatch(r -> r.state() == TopicState.WAITING_FOR_KAFKA);
      return at.plus(waiting ? SOON : LATER);
    }
  }

  /** As the field has them; null: none. */
  static List<WantedTopic> wanted(List<DeclaredTopic> declared) {
    return declared == null ? List.of() : declared.stream().map(TopicKeeper::wanted).toList();
  }

  private static WantedTopic wanted(DeclaredTopic declared) {
    return new WantedTopic(
        declared.name,
        declared.partitions,
        declared.replicationFactor == null
            ? OptionalInt.empty()
            : OptionalInt.of(declared.replicationFactor),
        declared.config == null ? Map.of() : declared.config);
  }

  /** What is known of the topics as they are declared now; empty: the first pass is under way. */
  synchronized Optional<List<TopicReport>> keep(
      KafkaAccess access, List<WantedTopic> declared, Instant now) {
    if (declared.isEmpty()) {
      return Optional.of(List.of());
    }
    Wanted wanted = new Wanted(access, List.copyOf(declared));
    Optional<Done> current = done.filter(last -> last.wanted().equals(wanted));
    boolean due = current.isEmpty() || !now.isBefore(current.get().due());
    if (due && running.filter(wanted::equals).isEmpty()) {
      start(wanted, now);
    }
    return done.filter(last -> last.wanted().equals(wanted)).map(Done::reports);
  }

  /** How long until it is worth to call {@link #keep} again. */
  synchronized Optional<Duration> again(Instant now) {
    return done.map(last -> Duration.between(now, last.due())).filter(wait -> !wait.isNegative());
  }

  private void start(Wanted wanted, Instant now) {
    running = Optional.of(wanted);
    topics
        .ensure(wanted.access(), wanted.topics())
        .thenAccept(reports -> finish(wanted, reports, now));
  }

  private void finish(Wanted wanted, List<TopicReport> reports, Instant startedAt) {
    synchronized (this) {
      if (running.filter(wanted::equals).isPresent()) {
        running = Optional.empty();
      }
      done = Optional.of(new Done(wanted, List.copyOf(reports), startedAt));
    }
    wake.run();
  }
}
