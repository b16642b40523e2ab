package io.restproducer.operator.pods;

import io.restproducer.contract.ProducerId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All pods of one RestProducer and the table they ought to have. One call to a pod at a time; an
 * answer of a pod that was replaced meanwhile must never count for its successor.
 */
final class Fleet {
  private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);

  private final ProducerId producer;
  private final Pods pods;
  private final PropagationTiming timing;
  private final Timer timer;
  private final InstantSource clock;
  private final Consumer<ProducerId> changed;

  private final Map<String, Follower> followers = new HashMap<>();
  private final Set<Follower> called = new HashSet<>();
  private final Map<Follower, Object> nextVisits = new HashMap<>();
  private PublishedTable published = PublishedTable.NONE;
  private PropagationState announced;
  private boolean dissolved;

  Fleet(
      ProducerId producer,
      Pods pods,
      PropagationTiming timing,
      Timer timer,
      InstantSource clock,
      Consumer<ProducerId> changed) {
    this.producer = producer;
    this.pods = pods;
    this.timing = timing;
    this.timer = timer;
    this.clock = clock;
    this.changed = changed;
    announced = state();
  }

  synchronized void observe(Set<PodEndpoint> running) {
    if (dissolved) {
      return;
    }
    for (Follower follower : Set.copyOf(followers.values())) {
      if (!running.contains(follower.pod())) {
        followers.remove(follower.pod().uid());
        called.remove(follower);
        nextVisits.remove(follower);
      }
    }
    for (PodEndpoint pod : running) {
      if (!followers.containsKey(pod.uid())) {
        Follower follower = new Follower(producer, pod, clock.instant());
        follower.compareWith(published, clock.instant());
        followers.put(pod.uid(), follower);
        visit(follower);
      }
    }
    announceIfChanged();
  }

  /** A revision that is not higher than the present one changes nothing. */
  synchronized void publish(PublishedTable table) {
    if (dissolved || table.revision() <= published.revision()) {
      return;
    }
    published = table;
    for (Follower follower : followers.values()) {
      follower.compareWith(published, clock.instant());
      // Who does not answer keeps its back-off: a stream of tables must not become one of calls.
      if (!follower.isUnreachable()) {
        visit(follower);
      }
    }
    announceIfChanged();
  }

  synchronized void dissolve() {
    dissolved = true;
    followers.clear();
    called.clear();
    nextVisits.clear();
  }

  synchronized PropagationState state() {
    Instant now = clock.instant();
    return new PropagationState(
        published.revision(),
        followers.values().stream()
            .map(follower -> follower.state(published, timing, now))
            .sorted(
                Comparator.comparing((PodState state) -> state.pod().name())
                    .thenComparing(state -> state.pod().uid()))
            .toList());
  }

  private void visit(Follower follower) {
    if (!called.add(follower)) {
      return;
    }
    nextVisits.remove(follower);
    boolean push = follower.lacks(published);
    long sent = push ? published.revision() : 0;
    (push ? pods.push(follower.pod(), published.bytes()) : pods.status(follower.pod()))
        .whenComplete(
            (answer, failure) ->
                timer.after(
                    Duration.ZERO, () -> answered(follower, sent, orUnreachable(answer, failure))));
  }

  private PodAnswer orUnreachable(PodAnswer answer, Throwable failure) {
    if (failure == null) {
      return answer;
    }
    LOG.atError().setCause(failure).addKeyValue("producer", producer).log("a call to a pod failed");
    return new PodAnswer.Unreachable(PodAnswer.Cause.CALL_FAILED);
  }

  private synchronized void answered(Follower follower, long sentRevision, PodAnswer answer) {
    if (!called.remove(follower)) {
      return;
    }
    boolean wasUnreachable = follower.isUnreachable();
    follower.take(answer, sentRevision, clock.instant());
    follower.compareWith(published, clock.instant());
    if (follower.isUnreachable() && !wasUnreachable) {
      Duration untilSilent = Duration.between(clock.instant(), follower.silentFrom(timing));
      timer.after(untilSilent.isNegative() ? Duration.ZERO : untilSilent, this::look);
    }
    visitAfter(follower, follower.pause(published, timing));
    announceIfChanged();
  }

  private void visitAfter(Follower follower, Duration pause) {
    Object ticket = new Object();
    nextVisits.put(follower, ticket);
    timer.after(pause, () -> visitIfDue(follower, ticket));
  }

  private synchronized void visitIfDue(Follower follower, Object ticket) {
    if (nextVisits.remove(follower, ticket)) {
      visit(follower);
    }
  }

  private synchronized void look() {
    announceIfChanged();
  }

  private void announceIfChanged() {
    PropagationState state = state();
    if (!dissolved && !state.equals(announced)) {
      announced = state;
      timer.after(Duration.ZERO, () -> changed.accept(producer));
    }
  }
}
