package io.restproducer.operator.pods;

import io.restproducer.contract.ProducerId;
import io.restproducer.contract.StatusReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One pod as its fleet remembers it. Guarded by the fleet; makes no call and sets no timer. */
final class Follower {
  private final ProducerId producer;
  private final PodEndpoint pod;
  private final Instant firstSeen;
  private Instant lastAnswer;
  private boolean everAnswered;
  private boolean refusesConnections;
  private boolean answering;
  private int failures;
  private Optional<StatusReport> report = Optional.empty();
  private Optional<Problem> problem = Optional.empty();
  private Optional<Instant> lackingSince = Optional.empty();

  private record Problem(WaitingReason reason, String message) {}

  Follower(ProducerId producer, PodEndpoint pod, Instant firstSeen) {
    this.producer = producer;
    this.pod = pod;
    this.firstSeen = firstSeen;
    lastAnswer = firstSeen;
  }

  PodEndpoint pod() {
    return pod;
  }

  int failures() {
    return failures;
  }

  boolean isUnreachable() {
    return problem.filter(it -> it.reason() == WaitingReason.POD_UNREACHABLE).isPresent();
  }

  /** Whether {@code published} must be sent; a newer table in the pod would only be refused. */
  boolean lacks(PublishedTable published) {
    return revision() < published.revision();
  }

  Instant silentFrom(PropagationTiming timing) {
    return lastAnswer.plus(timing.silence());
  }

  void compareWith(PublishedTable published, Instant now) {
    if (!published.exists() || revision() == published.revision()) {
      lackingSince = Optional.empty();
    } else if (lackingSince.isEmpty()) {
      lackingSince = Optional.of(now);
    }
  }

  /**
   * Takes in what came of a call.
   *
   * @param sentRevision of the table that was sent; 0 if the call only asked for the status
   */
  void take(PodAnswer answer, long sentRevision, Instant now) {
    answering = !(answer instanceof PodAnswer.Unreachable);
    if (answering) {
      lastAnswer = now;
      everAnswered = true;
    }
    refusesConnections =
        answer instanceof PodAnswer.Unreachable silent
            && silent.cause() == PodAnswer.Cause.CONNECTION_FAILED;
    if (answer instanceof PodAnswer.Acknowledged acknowledged) {
      takeReport(acknowledged.report(), sentRevision);
    } else if (answer instanceof PodAnswer.Newer newer) {
      takeReport(newer.report(), sentRevision);
    } else if (answer instanceof PodAnswer.Refused refused) {
      fail(WaitingReason.TABLE_REFUSED, "HTTP " + refused.status() + ": " + refused.message());
    } else if (answer instanceof PodAnswer.Unreachable unreachable) {
      fail(WaitingReason.POD_UNREACHABLE, unreachable.cause().message());
    }
  }

  PodState state(PublishedTable published, PropagationTiming timing, Instant now) {
    boolean givenUp = !answering && !now.isBefore(silentFrom(timing));
    Optional<PodState.Waiting> waiting =
        lackingSince.map(
            since -> {
              Problem current =
                  isStarting(timing, now)
                      ? new Problem(WaitingReason.POD_STARTING, "it does not listen yet")
                      : problem.orElseGet(() -> withoutProblem(published));
              return new PodState.Waiting(current.reason(), current.message(), since, givenUp);
            });
    return new PodState(pod, answering, report, waiting);
  }

  private boolean isStarting(PropagationTiming timing, Instant now) {
    return refusesConnections && !everAnswered && now.isBefore(firstSeen.plus(timing.starting()));
  }

  private void takeReport(StatusReport said, long sentRevision) {
    if (!said.producer().equals(producer)) {
      report = Optional.empty();
      fail(WaitingReason.FOREIGN_POD, "a pod of " + said.producer() + " answers at this address");
      return;
    }
    report = Optional.of(said);
    if (said.keyTableRevision() < sentRevision) {
      fail(
          WaitingReason.TABLE_REFUSED,
          "was sent revision %d and still reports %d"
              .formatted(sentRevision, said.keyTableRevision()));
      return;
    }
    failures = 0;
    problem = Optional.empty();
  }

  private void fail(WaitingReason reason, String message) {
    failures++;
    problem = Optional.of(new Problem(reason, message));
  }

  private Problem withoutProblem(PublishedTable published) {
    return revision() > published.revision()
        ? new Problem(
            WaitingReason.NEWER_TABLE_IN_POD,
            "has revision %d, published is %d".formatted(revision(), published.revision()))
        : new Problem(
            WaitingReason.PENDING, "revision %d is being sent".formatted(published.revision()));
  }

  private long revision() {
    return report.map(StatusReport::keyTableRevision).orElse(0L);
  }

  /** The pause before the next call. */
  Duration pause(PublishedTable published, PropagationTiming timing) {
    if (failures > 0) {
      return timing.retryAfter(failures);
    }
    return lacks(published) ? Duration.ZERO : timing.poll();
  }
}
