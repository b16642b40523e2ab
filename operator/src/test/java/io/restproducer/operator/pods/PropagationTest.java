package io.restproducer.operator.pods;

import static io.restproducer.operator.pods.Reports.GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.contract.ProducerId;
import io.restproducer.operator.pods.PodAnswer.Acknowledged;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PropagationTest extends PropagationScene {
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
  void theHighestReportedRevisionIsKnownBeforeAnythingIsPublished() {
    propagation.observe(GATEWAY, Set.of(A));
    answer("a", new Acknowledged(Reports.at(7)));

    assertThat(state().maxReportedRevision()).isEqualTo(7);
    assertThat(state().waitedFor()).isEmpty();
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
  void producersAreApart() {
    ProducerId other = new ProducerId("ns", "other");
    publish(4);
    propagation.publish(other, 9, new byte[] {9});
    propagation.observe(other, Set.of(B));

    assertThat(pods.open("b").revision()).isEqualTo(9);
    assertThat(state().pods()).isEmpty();
  }
}
