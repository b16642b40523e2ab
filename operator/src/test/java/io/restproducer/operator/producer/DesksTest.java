package io.restproducer.operator.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.contract.ProducerId;
import io.restproducer.operator.kafka.DeclaredTopics;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DesksTest {
  private static final ProducerId GATEWAY = new ProducerId("shop", "gateway");

  private final DeclaredTopics topics = new DeclaredTopics();
  private final List<ProducerId> forgotten = new ArrayList<>();
  private final Desks desks = new Desks(forgotten::add);

  @AfterEach
  void close() {
    topics.close();
  }

  @Test
  void keepsTheDeskOfOneRestProducer() {
    Desk first = desk("one");

    assertThat(desk("one")).isSameAs(first);
  }

  @Test
  void givesASuccessorADeskOfItsOwnAndForgetsThePredecessor() {
    Desk first = desk("one");
    forgotten.clear();

    assertThat(desk("two")).isNotSameAs(first);
    assertThat(forgotten).containsExactly(GATEWAY);
  }

  @Test
  void leavesTheDeskOfASuccessorAlone() {
    desk("one");
    Desk successor = desk("two");
    forgotten.clear();

    desks.leave(GATEWAY, "one");

    assertThat(forgotten).isEmpty();
    assertThat(desk("two")).isSameAs(successor);
  }

  @Test
  void forgetsARestProducerThatIsGone() {
    desk("one");
    forgotten.clear();

    desks.leave(GATEWAY, "one");

    assertThat(forgotten).containsExactly(GATEWAY);
  }

  private Desk desk(String uid) {
    return desks.of(GATEWAY, uid, fresh -> new Desk(fresh, topics, () -> {}));
  }
}
