package io.restproducer.runtime.produce;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.runtime.produce.InSyncReplicas.Shortage;
import io.restproducer.runtime.produce.TopicLookup.Topic;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class TopicDirectoryTest {
  private static final Optional<Topic> THERE = Optional.of(new Topic(OptionalInt.of(1), List.of()));

  private final AtomicLong nanos = new AtomicLong();
  private final List<CompletableFuture<Optional<Topic>>> questions = new ArrayList<>();
  private final HandCrankedLoop loop = new HandCrankedLoop();
  private final List<Optional<Refusal>> answers = new ArrayList<>();
  private final TopicDirectory directory =
      new TopicDirectory(
          names -> {
            CompletableFuture<Optional<Topic>> question = new CompletableFuture<>();
            questions.add(question);
            return names.stream().collect(Collectors.toMap(name -> name, name -> question));
          },
          nanos::get);

  @Test
  void asksOnceForManyAndAnswersOnTheLoop() {
    confirm();
    confirm();
    assertThat(questions).hasSize(1);

    questions.get(0).complete(THERE);
    assertThat(answers).isEmpty();

    loop.runSoon();
    assertThat(answers).containsExactly(Optional.empty(), Optional.empty());
  }

  @Test
  void answersWhenAskingItselfFails() {
    TopicDirectory broken =
        new TopicDirectory(
            topic -> {
              throw new IllegalStateException("closed");
            },
            nanos::get);

    broken.confirm("orders", loop, answers::add);
    broken.confirm("orders", loop, answers::add);

    assertThat(answers).hasSize(2);
    assertThat(answers)
        .allSatisfy(
            answer ->
                assertThat(answer.orElseThrow().reason()).isEqualTo(Reason.KAFKA_UNAVAILABLE));
  }

  @Test
  void answersAtOnceForAConfirmedTopicAndAsksAgainInTheBackground() {
    learn(true);
    pass(5);
    confirm();
    directory.refresh();
    assertThat(questions).hasSize(1);

    pass(1);
    confirm();
    directory.refresh();
    directory.refresh();
    assertThat(questions).hasSize(2);
    assertThat(answers).hasSize(3).containsOnly(Optional.empty());
  }

  @Test
  void asksAgainForAllTopicsInUseAtOnce() {
    directory.confirm("orders", loop, answers::add);
    directory.confirm("returns", loop, answers::add);
    questions.forEach(it -> it.complete(THERE));
    pass(6);
    directory.confirm("orders", loop, answers::add);
    directory.confirm("returns", loop, answers::add);

    directory.refresh();

    assertThat(questions).hasSize(3);
  }

  @Test
  void remembersAMissForTwoSeconds() {
    learn(false);
    confirm();
    assertThat(questions).hasSize(1);
    assertThat(reasons()).containsExactly(Reason.NO_SUCH_TOPIC, Reason.NO_SUCH_TOPIC);

    pass(3);
    confirm();
    assertThat(questions).hasSize(2);
  }

  @Test
  void aTopicMadeAfterItWasLookedUpAheadIsFoundByTheFirstRequest() {
    directory.warm(List.of("orders"));
    questions.get(0).complete(Optional.empty());

    confirm();
    assertThat(questions).hasSize(2);
    questions.get(1).complete(THERE);
    loop.runSoon();
    assertThat(answers).containsExactly(Optional.empty());
  }

  @Test
  void forgetsATopicThatWasDeleted() {
    learn(true);
    pass(31);
    confirm();
    directory.refresh();
    questions.get(1).complete(Optional.empty());

    confirm();
    assertThat(reasons()).containsExactly(Reason.NO_SUCH_TOPIC);
  }

  @Test
  void keepsAConfirmedTopicWhileKafkaIsAway() {
    learn(true);
    pass(31);
    confirm();
    directory.refresh();
    questions.get(1).completeExceptionally(new TimeoutException("no broker"));

    confirm();
    assertThat(reasons()).isEmpty();
  }

  @Test
  void neverTakesATimeoutForAMissingTopic() {
    confirm();
    questions.get(0).completeExceptionally(new TimeoutException("no broker"));
    loop.runSoon();

    assertThat(reasons()).containsExactly(Reason.KAFKA_UNAVAILABLE);
  }

  @Test
  void boundsOpenQuestions() {
    for (int i = 0; i < 1_000; i++) {
      directory.confirm("topic-" + i, loop, answers::add);
    }
    directory.confirm("one-more", loop, answers::add);

    assertThat(reasons()).containsExactly(Reason.BUSY);
    assertThat(questions).hasSize(1_000);
  }

  @Test
  void knowsWhichPartitionsLackReplicas() {
    confirm();
    questions.get(0).complete(found(OptionalInt.of(2), 1));
    assertThat(directory.shortages("orders")).isEqualTo(Map.of(0, new Shortage(1, 2)));
    assertThat(directory.shortages("returns")).isEmpty();

    again(found(OptionalInt.of(2), 2));
    assertThat(directory.shortages("orders")).isEmpty();
  }

  /** Kafka is asked for it apart from the topic, and may answer only half. */
  @Test
  void keepsTheNumberOfReplicasThatItWasToldBefore() {
    confirm();
    questions.get(0).complete(found(OptionalInt.of(2), 2));

    again(found(OptionalInt.empty(), 1));

    assertThat(directory.shortages("orders")).isEqualTo(Map.of(0, new Shortage(1, 2)));
  }

  @Test
  void doesNotBelieveAShortageOfLongAgo() {
    confirm();
    questions.get(0).complete(found(OptionalInt.of(2), 1));
    pass(15);
    assertThat(directory.shortages("orders")).isNotEmpty();

    pass(1);
    assertThat(directory.shortages("orders")).isEmpty();
  }

  /** In use, asked for again, and answered. */
  private void again(Optional<Topic> answer) {
    pass(6);
    confirm();
    directory.refresh();
    questions.get(questions.size() - 1).complete(answer);
  }

  /** A topic of one partition with two replicas. */
  private static Optional<Topic> found(OptionalInt least, int inSync) {
    List<Node> replicas = List.of(new Node(1, "one", 9092), new Node(2, "two", 9092));
    return Optional.of(
        new Topic(
            least,
            List.of(
                new TopicPartitionInfo(
                    0, replicas.get(0), replicas, replicas.subList(0, inSync)))));
  }

  private void learn(boolean exists) {
    confirm();
    questions.get(0).complete(exists ? THERE : Optional.empty());
    loop.runSoon();
  }

  private void confirm() {
    directory.confirm("orders", loop, answers::add);
  }

  private void pass(long seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  private List<Reason> reasons() {
    return answers.stream().flatMap(Optional::stream).map(Refusal::reason).toList();
  }
}
