package io.restproducer.operator.producer;

import static io.restproducer.operator.producer.PictureOfPods.KAFKA;
import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.crds.RestProducerStatus;
import io.restproducer.operator.kafka.TopicReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ProducerStatusTest {
  private final PictureOfPods picture = new PictureOfPods();

  @Test
  void aTerminatingPodWithOtherLimitsKeepsTheOldOnesInStatus() {
    before().limits.maxMessageSize = 1024;
    picture
        .answering("a", KAFKA)
        .answering("b", KAFKA)
        .terminating("old", PictureOfPods.limits(1024));
    assertThat(status().limits.maxMessageSize).isEqualTo(1024);
  }

  @Test
  void limitsChangeOnceEveryPodEnforcesThem() {
    before().limits.maxMessageSize = 1024;
    picture.answering("a", KAFKA).terminating("old", PictureOfPods.limits(65_536));
    assertThat(status().limits.maxMessageSize).isEqualTo(65_536);
  }

  @Test
  void countsNoTerminatingPod() {
    picture.answering("a", KAFKA).terminating("old", PictureOfPods.limits(65_536));
    assertThat(status().replicas).isEqualTo(1);
    assertThat(status().readyReplicas).isEqualTo(1);
  }

  @Test
  void aSilentPodHoldsThePropagatedRevisionBackEvenIfNobodyWaitsForIt() {
    picture.answering("a", KAFKA).silent("b", Duration.ofMinutes(1), true);
    assertThat(status().keyTable.revision).isEqualTo(3);
    assertThat(status().keyTable.propagatedRevision).isEqualTo(2);
  }

  @Test
  void aTopicThatIsNotAsDeclaredShowsItsReason() {
    picture.topics =
        Optional.of(
            List.of(
                PictureOfPods.bad("orders", OptionalInt.of(3), TopicReason.CONFIG_REFUSED, "no")));
    RestProducerStatus.Topic topic = status().topics.get(0);
    assertThat(topic.state).isEqualTo("ConfigRefused");
    assertThat(topic.partitions).isEqualTo(3);
  }

  @Test
  void whatWasNotLookedAtStays() {
    before().topics = List.of(new RestProducerStatus.Topic());
    before().endpoints = List.of(new RestProducerStatus.Endpoint());
    picture.topics = Optional.empty();
    picture.endpoint = Optional.empty();
    assertThat(status().topics).hasSize(1);
    assertThat(status().endpoints).hasSize(1);
  }

  private RestProducerStatus before() {
    if (picture.producer.getStatus() == null || picture.producer.getStatus().limits == null) {
      RestProducerStatus status = new RestProducerStatus();
      status.limits = new RestProducerStatus.Limits();
      picture.producer.setStatus(status);
    }
    return picture.producer.getStatus();
  }

  private RestProducerStatus status() {
    return ProducerStatus.of(picture.take());
  }
}
