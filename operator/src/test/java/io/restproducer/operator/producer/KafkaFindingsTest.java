package io.restproducer.operator.producer;

import static io.restproducer.operator.producer.PictureOfPods.KAFKA;
import static io.restproducer.operator.producer.PictureOfPods.NO_KAFKA;
import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.contract.StatusReport;
import io.restproducer.operator.kafka.TopicReason;
import io.restproducer.operator.reconcile.Finding;
import io.restproducer.operator.reconcile.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class KafkaFindingsTest {
  private final PictureOfPods picture = new PictureOfPods();

  @Test
  void saysHowManyPodsDoNotReachKafkaWhereAndWhy() {
    picture.answering("a", KAFKA).answering("b", NO_KAFKA);
    Finding finding = KafkaFindings.reachable(picture.take()).orElseThrow();
    assertThat(finding.isTrue()).isFalse();
    assertThat(finding.message())
        .isEqualTo("1 of 2 pods do not reach Kafka at kafka:9092: NoBroker");
  }

  @Test
  void beforeThereIsAPodItIsTheOperatorThatSaysKafkaIsAway() {
    picture.topics =
        Optional.of(
            List.of(
                PictureOfPods.bad(
                    "orders", OptionalInt.empty(), TopicReason.BOOTSTRAP_UNRESOLVABLE, "x")));
    assertThat(KafkaFindings.reachable(picture.take()).orElseThrow().message())
        .isEqualTo("the operator does not reach Kafka at kafka:9092: BootstrapUnresolvable");
  }

  @Test
  void theReasonTellsWhatIsWrongWithTheCredentialsWhereThatIsAll() {
    picture.answering("a", without("TlsFailed")).answering("b", KAFKA);
    assertThat(KafkaFindings.reachable(picture.take()).orElseThrow().reason())
        .isEqualTo(Reason.TLS_FAILED);
    picture.answering("c", without("BrokersUnreachable"));
    Finding mixed = KafkaFindings.reachable(picture.take()).orElseThrow();
    assertThat(mixed.reason()).isEqualTo(Reason.UNREACHABLE);
    assertThat(mixed.message())
        .isEqualTo("2 of 3 pods do not reach Kafka at kafka:9092: BrokersUnreachable, TlsFailed");
  }

  @Test
  void podsThatHoldCredentialsWhichDoNotWorkAreReachableAndSaySo() {
    picture
        .answering("a", KAFKA)
        .answering(
            "b",
            new StatusReport.Kafka(true, "AuthenticationFailed", OptionalInt.empty(), Map.of()));
    Finding finding = KafkaFindings.reachable(picture.take()).orElseThrow();
    assertThat(finding.isTrue()).isTrue();
    assertThat(finding.reason()).isEqualTo(Reason.FORMER_CREDENTIALS);
    assertThat(finding.message()).endsWith("do not work: AuthenticationFailed");
  }

  @Test
  void claimsNothingWhileNobodyHasAskedKafka() {
    assertThat(KafkaFindings.reachable(picture.take())).isEmpty();
    assertThat(KafkaFindings.limits(picture.take())).isEmpty();
  }

  @Test
  void aLimitBeyondTheBrokersNamesBothNumbers() {
    picture.answering("a", kafka(OptionalInt.of(50_000), Map.of()));
    Finding finding = KafkaFindings.limits(picture.take()).orElseThrow();
    assertThat(finding.reason()).isEqualTo(Reason.LIMIT_ABOVE_BROKER);
    assertThat(finding.message())
        .contains("65536 + maxKeySize 4096 + overhead 256 = 69888 bytes")
        .contains("message.max.bytes of the brokers allows 50000");
  }

  @Test
  void aLimitBeyondATopicsNamesTheTopicAndBothNumbers() {
    picture.answering(
        "a", kafka(OptionalInt.of(1_048_588), Map.of("orders", 60_000, "log", 70_000)));
    assertThat(KafkaFindings.limits(picture.take()).orElseThrow().message())
        .contains("69888 bytes", "max.message.bytes of topic orders allows 60000")
        .doesNotContain("topic log", "of the brokers");
  }

  @Test
  void whereBrokersDifferTheLowestLimitCounts() {
    picture
        .answering("a", kafka(OptionalInt.of(1_048_588), Map.of()))
        .answering("b", kafka(OptionalInt.of(69_887), Map.of()));
    assertThat(KafkaFindings.limits(picture.take()).orElseThrow().message()).contains("69887");
  }

  @Test
  void aLimitThatJustFitsIsWithin() {
    picture.answering("a", kafka(OptionalInt.of(69_888), Map.of()));
    assertThat(KafkaFindings.limits(picture.take()).orElseThrow().isTrue()).isTrue();
  }

  private static StatusReport.Kafka without(String reason) {
    return new StatusReport.Kafka(false, reason, OptionalInt.empty(), Map.of());
  }

  private static StatusReport.Kafka kafka(OptionalInt broker, Map<String, Integer> topics) {
    return new StatusReport.Kafka(true, "", broker, topics);
  }
}
