package io.restproducer.operator.pods;

import static io.restproducer.operator.pods.Reports.GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.contract.ProducerId;
import io.restproducer.contract.StatusReport;
import io.restproducer.operator.pods.PodAnswer.Acknowledged;
import io.restproducer.operator.pods.PodAnswer.Newer;
import io.restproducer.operator.pods.PodAnswer.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Pods that are silent, refuse, or know more than they should. */
final class UnwillingPodsTest extends PropagationScene {
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
  void aPodThatHasNeverListenedIsStartingForTenSecondsAndUnreachableAfterwards() {
    publish(1);
    propagation.observe(GATEWAY, Set.of(A));
    answer("a", NOBODY);
    silence("a", Duration.ofMillis(9_900));
    assertThat(waitingFor()).containsExactly("a PodStarting");

    silence("a", Duration.ofMillis(100));
    assertThat(waitingFor()).containsExactly("a PodUnreachable");
  }

  @Test
  void aStartingPodIsSpokenOfOnceHoweverOftenItIsTried() {
    publish(1);
    propagation.observe(GATEWAY, Set.of(A));
    answer("a", NOBODY);
    notified.clear();

    silence("a", Duration.ofSeconds(5));

    assertThat(notified).isEmpty();
  }

  @Test
  void aPodThatHasAnsweredOnceIsUnreachableAtOnceWhenItStops() {
    upToDate(A, 1);
    publish(2);
    answer("a", NOBODY);
    assertThat(waitingFor()).containsExactly("a PodUnreachable");
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
  void aPodThatAnsweredLastIsWaitedForHoweverLongNobodyAskedIt() {
    upToDate(A, 1);
    time.stall(Duration.ofMinutes(2));

    publish(2);

    assertThat(waitingFor()).containsExactly("a Pending");
    assertThat(state().knownRevision()).isEqualTo(1);
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
  void aFaultInACallIsTriedAgainLikeSilence() {
    publish(1);
    propagation.observe(GATEWAY, Set.of(A));

    pods.open("a").answer().completeExceptionally(new IllegalStateException("fault"));
    time.settle();
    assertThat(waitingFor()).containsExactly("a PodUnreachable");

    time.pass(Duration.ofMillis(200));
    assertThat(pods.isCalled("a")).isTrue();
  }
}
