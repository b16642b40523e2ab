package io.restproducer.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.restproducer.crds.RestProducer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadinessTest {
  @Test
  void saysThatThereIsNoStatusYet() {
    assertThat(Readiness.missing(producer(1), List.of()))
        .hasValue("RestProducer gateway has no status yet");
  }

  @Test
  void showsTheReasonAndTheMessageOfTheCondition() {
    assertThat(Readiness.missing(producer(1), List.of(condition("Ready", "False", 1))))
        .hasValue("RestProducer gateway Waiting: 1 of 2 pods");
  }

  @Test
  void takesNoConditionOfAnEarlierGeneration() {
    assertThat(Readiness.missing(producer(2), List.of(condition("Ready", "True", 1)))).isPresent();
    assertThat(Readiness.missing(producer(2), List.of(condition("Ready", "True", 2)))).isEmpty();
  }

  @Test
  void waitsForNothingThatAPersonHasToChange() {
    assertThatThrownBy(
            () -> Readiness.missing(producer(1), List.of(condition("Stalled", "True", 1))))
        .isInstanceOf(QuickstartFailure.class)
        .hasMessage("RestProducer gateway is stalled: Waiting: 1 of 2 pods");
  }

  private static RestProducer producer(long generation) {
    RestProducer producer = new RestProducer();
    producer.setMetadata(
        new ObjectMetaBuilder().withName("gateway").withGeneration(generation).build());
    return producer;
  }

  private static Condition condition(String type, String status, long generation) {
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withObservedGeneration(generation)
        .withReason("Waiting")
        .withMessage("1 of 2 pods")
        .build();
  }
}
