package io.restproducer.operator.producer;

import static io.restproducer.operator.producer.PictureOfPods.KAFKA;
import static io.restproducer.operator.producer.PictureOfPods.NO_KAFKA;
import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.operator.kafka.TopicReason;
import io.restproducer.operator.reconcile.ConditionType;
import io.restproducer.operator.reconcile.Finding;
import io.restproducer.operator.reconcile.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ProducerFindingsTest {
  private final PictureOfPods picture = new PictureOfPods();

  @Test
  void isReadyWhenEveryPodRunsThisSpec() {
    picture.answering("a", KAFKA).answering("b", KAFKA);
    assertThat(picture.finding(ConditionType.READY).isTrue()).isTrue();
    assertThat(types()).doesNotContain(ConditionType.STALLED);
  }

  @Test
  void isNotReadyWhileAPodWithFormerLimitsStillTakesCallers() {
    picture
        .answering("a", KAFKA)
        .answering("b", KAFKA)
        .terminating("old", PictureOfPods.limits(1024));
    Finding ready = picture.finding(ConditionType.READY);
    assertThat(ready.reason()).isEqualTo(Reason.PODS_NOT_READY);
    assertThat(ready.message()).contains("1 with the former limits");
  }

  @Test
  void isReadyWhileAPodWithTheSameLimitsEnds() {
    picture
        .answering("a", KAFKA)
        .answering("b", KAFKA)
        .terminating("old", PictureOfPods.limits(65_536));
    assertThat(picture.finding(ConditionType.READY).isTrue()).isTrue();
  }

  @Test
  void saysHowManyPodsOfHowManyAreRight() {
    picture.answering("a", KAFKA);
    Finding ready = picture.finding(ConditionType.READY);
    assertThat(ready.reason()).isEqualTo(Reason.PODS_NOT_READY);
    assertThat(ready.message()).startsWith("1 of 2 pods");
  }

  @Test
  void aTopicNotAsDeclaredIsNamedAndNeedsAPerson() {
    picture.answering("a", KAFKA).answering("b", KAFKA);
    picture.topics =
        Optional.of(
            List.of(
                PictureOfPods.bad(
                    "orders",
                    OptionalInt.of(3),
                    TopicReason.FEWER_PARTITIONS_WANTED,
                    "has 3 partitions and 2 are declared")));
    Finding ready = picture.finding(ConditionType.READY);
    assertThat(ready.reason()).isEqualTo(Reason.TOPIC_NOT_AS_DECLARED);
    assertThat(ready.message()).isEqualTo("orders: has 3 partitions and 2 are declared");
    assertThat(picture.finding(ConditionType.STALLED).message()).isEqualTo(ready.message());
  }

  @Test
  void aTopicThatKafkaWasNotAskedForYetIsWaitedFor() {
    picture.answering("a", KAFKA).answering("b", KAFKA);
    picture.topics =
        Optional.of(
            List.of(
                PictureOfPods.bad(
                    "orders", OptionalInt.empty(), TopicReason.KAFKA_UNREACHABLE, "no answer")));
    Finding ready = picture.finding(ConditionType.READY);
    assertThat(ready.reason()).isEqualTo(Reason.WAITING_FOR_KAFKA);
    assertThat(ready.message()).contains("orders (KafkaUnreachable)");
    assertThat(types()).doesNotContain(ConditionType.STALLED);
  }

  @Test
  void aMissingAuthorityNeedsAPersonAndTheSecretIsNamed() {
    picture.answering("a", KAFKA).answering("b", KAFKA);
    picture.missingAuthority =
        Optional.of(AuthorityMissing.absent("gateway-server-ca-key", "remint=x").getMessage());
    Finding certificates = picture.finding(ConditionType.CERTIFICATES_READY);
    assertThat(certificates.isTrue()).isFalse();
    assertThat(certificates.reason()).isEqualTo(Reason.AUTHORITY_MISSING);
    assertThat(certificates.message()).contains("gateway-server-ca-key", "restore", "remint=x");
    assertThat(picture.finding(ConditionType.STALLED).reason()).isEqualTo(Reason.AUTHORITY_MISSING);
    assertThat(picture.finding(ConditionType.READY).reason()).isEqualTo(Reason.AUTHORITY_MISSING);
  }

  @Test
  void aLateChangeOfKeysNamesThePodAndWhy() {
    picture.answering("a", KAFKA).silent("b", Duration.ofSeconds(10), false);
    Finding keys = picture.finding(ConditionType.KEYS_PROPAGATED);
    assertThat(keys.isTrue()).isFalse();
    assertThat(keys.message()).endsWith("b (PodUnreachable)");
  }

  @Test
  void aPodThatNobodyWaitsForAnyMoreIsStillNamed() {
    picture.answering("a", KAFKA).silent("b", Duration.ofSeconds(40), true);
    assertThat(picture.finding(ConditionType.KEYS_PROPAGATED).message())
        .endsWith("b (PodUnreachable, no longer waited for)");
  }

  @Test
  void aChangeOfKeysThatIsYoungIsNobodysConcern() {
    picture.answering("a", KAFKA).silent("b", Duration.ofSeconds(9), false);
    assertThat(picture.finding(ConditionType.KEYS_PROPAGATED).isTrue()).isTrue();
  }

  @Test
  void aRolloutThatWaitsForKafkaSaysSo() {
    picture.answering("a", NO_KAFKA).answering("b", KAFKA);
    picture.rollout = new Rollout(2, 1, 3, 2, true);
    Finding progressing = picture.finding(ConditionType.PROGRESSING);
    assertThat(progressing.reason()).isEqualTo(Reason.WAITING_FOR_KAFKA);
    assertThat(progressing.message()).contains("1 of 2 pods updated");
  }

  @Test
  void aRuleThatIsNotInForceNeedsAPersonAndHoldsNothingUp() {
    picture.answering("a", KAFKA).answering("b", KAFKA);
    picture.unresolved =
        Optional.of(
            Finding.no(ConditionType.RULES_RESOLVED, Reason.NAMESPACES_NOT_WATCHED, "no labels"));
    assertThat(picture.finding(ConditionType.READY).isTrue()).isTrue();
    assertThat(picture.finding(ConditionType.RULES_RESOLVED).isTrue()).isFalse();
    assertThat(picture.finding(ConditionType.STALLED).reason())
        .isEqualTo(Reason.NAMESPACES_NOT_WATCHED);
  }

  private List<ConditionType> types() {
    return picture.findings().stream().map(Finding::type).toList();
  }
}
