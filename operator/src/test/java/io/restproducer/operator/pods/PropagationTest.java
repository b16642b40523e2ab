package io.restproducer.operator.pods;

import static io.restproducer.operator.pods.Reports.GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.contract.ProducerId;
import io.restproducer.contract.StatusReport;
import io.restproducer.operator.pods.PodAnswer.Acknowledged;
import io.restproducer.operator.pods.PodAnswer.Cause;
import io.restproducer.operator.pods.PodAnswer.Newer;
import io.restproducer.operator.pods.PodAnswer.Refused;
import io.restproducer.operator.pods.PodAnswer.Unreachable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PropagationTest {
  private static final PodEndpoint A = pod("a", "1");
  private static final PodEndpoint B = pod("b", "1");
  private static final Duration POLL = PropagationTiming.DEFAULT.poll();
  private static final PodAnswer NOBODY = new Unreachable(Cause.CONNECTION_FAILED);

  private final ManualTime time = new ManualTime();
  private final ScriptedPods pods = new ScriptedPods();
  private final List<ProducerId> notified = new ArrayList<>();
  private final Propagation propagation =
      new Propagation(pods, PropagationTiming.DEFAULT, time, time, notified::add);

  @Test
  void sendsThePublishedTableToEveryPodAndKnowsItWhenAllHaveAcknowledged() {
    propagation.observe(GATEWAY, Set.of(A, B));
    answer("a", new Acknowledged(Reports.at(0)));
    answer("b", new Acknowledged(Reports.at(0)));
    publish(1);

    assertThat(pods.open("a").revision()).isEqualTo(1);
    answer("a", new Acknowledged(Reports.at(1)));
    assertThat(state().knownRevision()).isZero();
    assertThat(waitingFor()).containsExactly("b Pending");

    answer("b", new Acknowledged(Reports.at(1)));
    assertThat(state().knownRevision()).isEqualTo(1);
    assertThat(state().waitedFor()).isEmpty();
  }

  @Test
  void withNoPodATableIsKnownAtOnce() {
    publish(3);

    assertThat(state().knownRevision()).isEqualTo(3);
  }

  @Test
  void aPodThatAppearsLaterIsSentTheTableWithoutBeingAskedFirst() {
    publish(1);
    propagation.observe(GATEWAY, Set.of(A));

    assertThat(pods.open("a").isPush()).isTrue();
    assertThat(state().knownRevision()).isZero();
  }

  @Test
  void aTablePublishedDuringAPushIsSentRightAfterIt() {
    bothUpToDateAt(1);
    publish(2);
    publish(3);
    assertThat(pods.open("a").revision()).isEqualTo(2);

    answer("a", new Acknowledged(Reports.at(2)));

    assertThat(pods.open("a").revision()).isEqualTo(3);
    assertThat(state().knownRevision()).isEqualTo(1);
    answer("a", new Acknowledged(Reports.at(3)));
    answer("b", new Acknowledged(Reports.at(2)));
    assertThat(state().knownRevision()).isEqualTo(2);
  }

  @Test
  void anAnswerToAnEarlierPushDoesNotCountForALaterTable() {
    upToDate(A, 1);
    publish(2);
    publish(3);

    answer("a", new Acknowledged(Reports.at(2)));

    assertThat(state().knownRevision()).isEqualTo(2);
    assertThat(waitingFor()).containsExactly("a Pending");
  }

  @Test
  void anAnswerOfAReplacedPodDoesNotCountForItsSuccessor() {
    upToDate(A, 1);
    publish(2);
    ScriptedPods.Call toTheOld = pods.open("a");
    PodEndpoint successor = pod("a", "2");
    propagation.observe(GATEWAY, Set.of(successor));

    toTheOld.answer().complete(new Acknowledged(Reports.at(2)));
    time.settle();

    assertThat(state().knownRevision()).isZero();
    assertThat(pods.open("a").pod()).isEqualTo(successor);
    assertThat(pods.open("a").revision()).isEqualTo(2);
  }

  @Test
  void aContainerThatRestartedInItsPodIsSentTheTableAgain() {
    upToDate(A, 1);

    propagation.observe(GATEWAY, Set.of(new PodEndpoint("a", A.uid(), "next", A.address(), 8080)));

    assertThat(pods.open("a").revision()).isEqualTo(1);
    assertThat(state().knownRevision()).isZero();
  }

  @Test
  void aPodThatReportsAnOlderTableAtAPollIsSentTheTableAgain() {
    upToDate(A, 5);
    time.pass(POLL);
    assertThat(pods.open("a").isPush()).isFalse();

    answer("a", new Acknowledged(Reports.at(0)));

    assertThat(pods.open("a").revision()).isEqualTo(5);
    assertThat(state().knownRevision()).isZero();
  }

  @Test
  void aForgottenProducerIsCalledNoMoreAndALateAnswerChangesNothing() {
    upToDate(A, 1);
    publish(2);
    ScriptedPods.Call open = pods.open("a");
    time.settle();
    notified.clear();

    propagation.forget(GATEWAY);
    open.answer().complete(new Acknowledged(Reports.at(2)));
    time.pass(Duration.ofMinutes(5));

    assertThat(propagation.state(GATEWAY)).isEmpty();
    assertThat(pods.isCalled("a")).isFalse();
    assertThat(notified).isEmpty();
  }

  @Test
  void aPodThatIsGoneIsCalledNoMore() {
    upToDate(A, 1);
    int calls = pods.calls("a").size();

    propagation.observe(GATEWAY, Set.of());
    time.pass(Duration.ofMinutes(5));

    assertThat(pods.calls("a")).hasSize(calls);
    assertThat(state().pods()).isEmpty();
  }

  @Test
  void aSilentPodIsTriedAfter200MillisecondsThenTwiceAsLongUpTo10Seconds() {
    publish(1);
    propagation.observe(GATEWAY, Set.of(A));
    for (long pause : List.of(200, 400, 800, 1600, 3200, 6400, 10_000, 10_000, 10_000)) {
      answer("a", NOBODY);
      time.pass(Duration.ofMillis(pause - 1));
      assertThat(pods.isCalled("a")).as("before %d ms", pause).isFalse();
      time.pass(Duration.ofMillis(1));
      assertThat(pods.open("a").isPush()).as("after %d ms", pause).isTrue();
    }
  }

  @Test
  void aNewTableDoesNotHurryASilentPod() {
    publish(1);
    propagation.observe(GATEWAY, Set.of(A));
    answer("a", NOBODY);

    publish(2);
    assertThat(pods.isCalled("a")).isFalse();

    time.pass(Duration.ofMillis(200));
    assertThat(pods.open("a").revision()).isEqualTo(2);
  }

  @Test
  void aPodSilentFor30SecondsIsNoLongerWaitedForButStillTried() {
    bothUpToDateAt(1);
    publish(2);
    answer("a", new Acknowledged(Reports.at(2)));
    answer("b", NOBODY);
    silence("b", Duration.ofMillis(29_900));
    assertThat(waitingFor()).containsExactly("b PodUnreachable");
    assertThat(state().knownRevision()).isEqualTo(1);
    notified.clear();

    silence("b", Duration.ofMillis(100));

    assertThat(state().givenUp()).extracting(pod -> pod.pod().name()).containsExactly("b");
    assertThat(state().knownRevision()).isEqualTo(2);
    assertThat(state().revisionKnownByAll()).isEqualTo(1);
    assertThat(notified).contains(GATEWAY);

    time.pass(Duration.ofSeconds(10));
    answer("b", new Acknowledged(Reports.at(2)));
    assertThat(state().givenUp()).isEmpty();
    assertThat(state().revisionKnownByAll()).isEqualTo(2);
  }

  @Test
  void aPodThatRefusesIsWaitedForHoweverLongAndItsWordsAreKept() {
    publish(1);
    propagation.observe(GATEWAY, Set.of(A));
    for (int i = 0; i < 10; i++) {
      answer("a", new Refused(400, "the signature is another's"));
      time.pass(Duration.ofSeconds(10));
    }

    assertThat(waitingFor()).containsExactly("a TableRefused");
    assertThat(state().pods().get(0).waiting())
        .hasValueSatisfying(
            waiting ->
                assertThat(waiting.message()).isEqualTo("HTTP 400: the signature is another's"));
    assertThat(state().knownRevision()).isZero();
  }

  @Test
  void aRefusingPodIsSentANewerTableAtOnce() {
    publish(1);
    propagation.observe(GATEWAY, Set.of(A));
    answer("a", new Refused(400, "no"));

    publish(2);

    assertThat(pods.open("a").revision()).isEqualTo(2);
  }

  @Test
  void aPodWithANewerTableIsShownAndOnlyAskedUntilOursIsNewer() {
    upToDate(A, 1);
    publish(2);
    answer("a", new Newer(Reports.at(9)));

    assertThat(state().maxReportedRevision()).isEqualTo(9);
    assertThat(state().knownRevision()).isZero();
    assertThat(waitingFor()).containsExactly("a NewerTableInPod");
    time.pass(POLL);
    assertThat(pods.open("a").isPush()).isFalse();

    publish(10);
    answer("a", new Acknowledged(Reports.at(9)));
    answer("a", new Acknowledged(Reports.at(10)));
    assertThat(state().knownRevision()).isEqualTo(10);
  }

  @Test
  void theHighestReportedRevisionIsKnownBeforeAnythingIsPublished() {
    propagation.observe(GATEWAY, Set.of(A));
    answer("a", new Acknowledged(Reports.at(7)));

    assertThat(state().maxReportedRevision()).isEqualTo(7);
    assertThat(state().waitedFor()).isEmpty();
  }

  @Test
  void aPodOfAnotherProducerAtTheSameAddressDoesNotCount() {
    publish(1);
    propagation.observe(GATEWAY, Set.of(A));
    StatusReport foreign = Reports.of(new ProducerId("ns", "other"), 1, true);

    answer("a", new Acknowledged(foreign));

    assertThat(waitingFor()).containsExactly("a ForeignPod");
    assertThat(state().pods().get(0).report()).isEmpty();
  }

  @Test
  void aPodThatAcknowledgesWithoutLoadingIsTriedAgainWithBackOff() {
    publish(1);
    propagation.observe(GATEWAY, Set.of(A));

    answer("a", new Acknowledged(Reports.at(0)));

    assertThat(waitingFor()).containsExactly("a TableRefused");
    assertThat(pods.isCalled("a")).isFalse();
    time.pass(Duration.ofMillis(200));
    assertThat(pods.open("a").isPush()).isTrue();
  }

  @Test
  void anOlderOrEqualTableChangesNothing() {
    upToDate(A, 5);
    publish(4);
    publish(5);

    assertThat(pods.isCalled("a")).isFalse();
    assertThat(state().publishedRevision()).isEqualTo(5);
  }

  @Test
  void tellsItsListenerWhatPodsReportAndStaysQuietWhileNothingChanges() {
    upToDate(A, 1);
    time.settle();
    notified.clear();

    time.pass(POLL);
    answer("a", new Acknowledged(Reports.at(1)));
    assertThat(notified).isEmpty();

    time.pass(POLL);
    answer("a", new Acknowledged(Reports.of(GATEWAY, 1, false)));
    assertThat(notified).containsExactly(GATEWAY);
    assertThat(state().pods().get(0).report())
        .hasValueSatisfying(report -> assertThat(report.kafka().reason()).isEqualTo("NoBroker"));
  }

  @Test
  void observingTheSamePodsAgainCallsNobody() {
    upToDate(A, 1);
    time.settle();
    notified.clear();

    propagation.observe(GATEWAY, Set.of(A));
    time.settle();

    assertThat(pods.isCalled("a")).isFalse();
    assertThat(notified).isEmpty();
  }

  @Test
  void theListenerIsNeverCalledInsideTheCallersCall() {
    propagation.observe(GATEWAY, Set.of(A));
    propagation.publish(GATEWAY, 1, new byte[] {1});
    assertThat(notified).isEmpty();

    time.settle();
    assertThat(notified).isNotEmpty();
  }

  @Test
  void waitsSinceTheFirstTableThatAPodLacks() {
    upToDate(A, 1);
    Instant start = time.instant();
    publish(2);
    answer("a", NOBODY);
    silence("a", Duration.ofSeconds(5));
    publish(3);

    assertThat(state().pods().get(0).waiting())
        .hasValueSatisfying(waiting -> assertThat(waiting.since()).isEqualTo(start));
  }

  @Test
  void producersAreApart() {
    ProducerId other = new ProducerId("ns", "other");
    publish(4);
    propagation.publish(other, 9, new byte[] {9});
    propagation.observe(other, Set.of(B));

    assertThat(pods.open("b").revision()).isEqualTo(9);
    assertThat(state().pods()).isEmpty();
  }

  @Test
  void aFaultInACallIsTriedAgainLikeSilence() {
    publish(1);
    propagation.observe(GATEWAY, Set.of(A));

    pods.open("a").answer().completeExceptionally(new IllegalStateException("fault"));
    time.settle();
    assertThat(waitingFor()).containsExactly("a PodUnreachable");

    time.pass(Duration.ofMillis(200));
    assertThat(pods.isCalled("a")).isTrue();
  }

  private void bothUpToDateAt(long revision) {
    publish(revision);
    propagation.observe(GATEWAY, Set.of(A, B));
    answer("a", new Acknowledged(Reports.at(revision)));
    answer("b", new Acknowledged(Reports.at(revision)));
  }

  private void upToDate(PodEndpoint pod, long revision) {
    publish(revision);
    propagation.observe(GATEWAY, Set.of(pod));
    answer(pod.name(), new Acknowledged(Reports.at(revision)));
    assertThat(state().knownRevision()).isEqualTo(revision);
  }

  /** A table whose only byte is its revision. */
  private void publish(long revision) {
    propagation.publish(GATEWAY, revision, new byte[] {(byte) revision});
  }

  private void answer(String name, PodAnswer answer) {
    pods.open(name).answer().complete(answer);
    time.settle();
  }

  /** Time in which every call to this pod fails. */
  private void silence(String name, Duration duration) {
    Duration step = Duration.ofMillis(100);
    for (Duration passed = Duration.ZERO;
        passed.compareTo(duration) < 0;
        passed = passed.plus(step)) {
      time.pass(step);
      if (pods.isCalled(name)) {
        answer(name, NOBODY);
      }
    }
  }

  private PropagationState state() {
    return propagation.state(GATEWAY).orElseThrow();
  }

  private List<String> waitingFor() {
    return state().waitedFor().stream()
        .map(it -> it.pod().name() + " " + it.waiting().orElseThrow().reason().word())
        .toList();
  }

  private static PodEndpoint pod(String name, String generation) {
    return new PodEndpoint(name, "uid-" + name + generation, "c", "127.0.0.1", 8080);
  }
}
