package io.restproducer.runtime.produce;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.runtime.produce.TopicLookup.Topic;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class TopicDirectoryTest {
  private static final Optional<Topic> THERE = Optional.of(new Topic(2));

  private final AtomicLong nanos = new AtomicLong();
  private final List<CompletableFuture<Optional<Topic>>> questions = new ArrayList<>();
  private final HandCrankedLoop loop = new HandCrankedLoop();
  private final List<Optional<Refusal>> answers = new ArrayList<>();
  private final TopicDirectory directory =
      new TopicDirectory(
          topic -> {
            CompletableFuture<Optional<Topic>> question = new CompletableFuture<>();
            questions.add(question);
            return question;
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
    pass(29);
    confirm();
    assertThat(questions).hasSize(1);

    pass(2);
    confirm();
    assertThat(questions).hasSize(2);
    assertThat(answers).hasSize(3).containsOnly(Optional.empty());
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
    questions.get(1).complete(Optional.empty());

    confirm();
    assertThat(reasons()).containsExactly(Reason.NO_SUCH_TOPIC);
  }

  @Test
  void keepsAConfirmedTopicWhileKafkaIsAway() {
    learn(true);
    pass(31);
    confirm();
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
  void knowsHowManyReplicasAConfirmedTopicWants() {
    assertThat(directory.minInSyncReplicas("orders")).isEqualTo(1);

    learn(true);
    assertThat(directory.minInSyncReplicas("orders")).isEqualTo(2);
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
