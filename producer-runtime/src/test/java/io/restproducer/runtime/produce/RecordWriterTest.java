package io.restproducer.runtime.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordWriterTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AtomicLong nanos = new AtomicLong();
  private final BrokerHealth health = new BrokerHealth(nanos::get);
  private final HandCrankedLoop loop = new HandCrankedLoop();
  private final List<MockProducer<byte[], byte[]>> made = new ArrayList<>();
  private final List<Object> results = new ArrayList<>();
  private final List<Integer> acknowledged = new ArrayList<>();
  private final Supplier<Producer<byte[], byte[]>> factory =
      () -> {
        ByteArraySerializer bytes = new ByteArraySerializer();
        MockProducer<byte[], byte[]> producer = new MockProducer<>(false, null, bytes, bytes);
        made.add(producer);
        return producer;
      };
  private final ReplaceableProducer producers = new ReplaceableProducer(PATIENCE);
  private final RecordWriter writer =
      new RecordWriter(
          producers, health, topic -> Map.of(), (bytes, nanos) -> acknowledged.add(bytes));

  @BeforeEach
  void kafkaIsUp() {
    health.probeSucceeded();
    producers.use(factory);
    await().atMost(PATIENCE).until(() -> producers.current().isPresent());
  }

  @AfterEach
  void close() {
    producers.close();
  }

  @Test
  void answersOnTheLoopOnceTheBrokerHasAcknowledged() {
    write();
    assertThat(results).isEmpty();

    onAnotherThread(() -> made.get(0).completeNext());
    assertThat(results).isEmpty();

    loop.runSoon();
    assertThat(results)
        .singleElement()
        .isInstanceOfSatisfying(Ack.class, ack -> assertThat(ack.topic()).isEqualTo("orders"));
    assertThat(acknowledged).hasSize(1);
  }

  @Test
  void leavesTheOutcomeOpenWhenNoAnswerCameInTime() {
    write();
    onAnotherThread(() -> made.get(0).errorNext(new TimeoutException("expired")));
    loop.runSoon();

    assertThat(refusal().reason()).isEqualTo(Reason.OUTCOME_UNKNOWN);
    assertThat(acknowledged).isEmpty();
  }

  @Test
  void triesAgainWhileThereIsNoMetadata() {
    made.get(0).sendException = new TimeoutException("not present in metadata after 0 ms");
    write();
    loop.runLater();
    assertThat(loop.putOff()).isEqualTo(1);
    assertThat(results).isEmpty();

    made.get(0).sendException = null;
    loop.runLater();
    onAnotherThread(() -> made.get(0).completeNext());
    loop.runSoon();
    assertThat(results).singleElement().isInstanceOf(Ack.class);
  }

  @Test
  void refusesAtOnceWhenTheBufferIsFull() {
    made.get(0).sendException = new BufferExhaustedException("full");
    write();

    assertThat(refusal().reason()).isEqualTo(Reason.BUSY);
    assertThat(refusal())
        .hasMessageContaining("buffer")
        .hasMessageContaining("Nothing was written");
    assertThat(loop.putOff()).isZero();
    assertThat(made).hasSize(1);
  }

  @Test
  void answersEvenWhenALaterAttemptFailsInAWayNobodyThoughtOf() {
    made.get(0).sendException = new TimeoutException("not present in metadata after 0 ms");
    write();
    made.get(0).sendException = new IllegalArgumentException("a bug");
    loop.runLater();

    assertThat(refusal().reason()).isEqualTo(Reason.KAFKA_UNAVAILABLE);
    assertThat(health.suspicious()).isFalse();
  }

  @Test
  void refusesWithoutSendingWhileTheBrokersAreDown() {
    health.probeFailed("BrokersUnreachable");
    write();

    assertThat(refusal().reason()).isEqualTo(Reason.KAFKA_UNAVAILABLE);
    assertThat(made.get(0).history()).isEmpty();
  }

  @Test
  void replacesAProducerThatFailedForGood() {
    write();
    onAnotherThread(() -> made.get(0).errorNext(new ClusterAuthorizationException("no")));
    loop.runSoon();
    assertThat(refusal().reason()).isEqualTo(Reason.KAFKA_FORBIDS);

    results.clear();
    write();
    assertThat(refusal().reason()).isEqualTo(Reason.KAFKA_UNAVAILABLE);

    await().atMost(PATIENCE).until(() -> producers.current().isPresent());
    await().atMost(PATIENCE).until(() -> made.get(0).closed());
    results.clear();
    write();
    onAnotherThread(() -> made.get(1).completeNext());
    loop.runSoon();
    assertThat(results).singleElement().isInstanceOf(Ack.class);
  }

  @Test
  void replacesAProducerThatTakesNothingAnyMore() {
    made.get(0).sendException = new KafkaException("in an error state");
    write();

    assertThat(refusal().reason()).isEqualTo(Reason.KAFKA_UNAVAILABLE);
    await().atMost(PATIENCE).until(() -> made.size() == 2);
  }

  @Test
  void aProducerThatIsReplacedByPlanStillBringsItsAnswers() {
    write();
    producers.use(factory);
    await().atMost(PATIENCE).until(() -> producers.isSucceeded(made.get(0)));
    write();

    onAnotherThread(() -> made.get(0).completeNext());
    onAnotherThread(() -> made.get(1).completeNext());
    loop.runSoon();

    assertThat(results).hasSize(2).hasOnlyElementsOfType(Ack.class);
    await().atMost(PATIENCE).until(() -> made.get(0).closed());
  }

  @Test
  void aRecordThatMeetsAProducerClosedByPlanGoesToItsSuccessor() {
    Supplier<Producer<byte[], byte[]>> leaving =
        () ->
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
              @Override
              public Future<RecordMetadata> send(
                  ProducerRecord<byte[], byte[]> record, Callback callback) {
                producers.use(factory);
                await().atMost(PATIENCE).until(() -> producers.isSucceeded(this));
                throw new IllegalStateException("Cannot perform operation after it was closed");
              }
            };
    made.clear();
    producers.use(leaving);
    await().atMost(PATIENCE).until(() -> isLeaving(producers.current()));

    write();
    onAnotherThread(() -> made.get(0).completeNext());
    loop.runSoon();

    assertThat(results).singleElement().isInstanceOf(Ack.class);
  }

  @Test
  void aSuccessorThatCannotBeMadeLeavesTheProducerInItsPlace() {
    AtomicInteger attempts = new AtomicInteger();
    producers.use(
        () -> {
          attempts.incrementAndGet();
          throw new KafkaException("no address resolves");
        });
    await().atMost(PATIENCE).until(() -> attempts.get() > 1);

    write();
    onAnotherThread(() -> made.get(0).completeNext());
    loop.runSoon();

    assertThat(results).singleElement().isInstanceOf(Ack.class);
    assertThat(made.get(0).closed()).isFalse();
  }

  private static boolean isLeaving(Optional<Producer<byte[], byte[]>> producer) {
    return producer.filter(it -> it.getClass() != MockProducer.class).isPresent();
  }

  @Test
  void keepsTheOrderOfManyWhenTheFirstHasToWait() {
    made.get(0).sendException = new TimeoutException("not present in metadata after 0 ms");
    writeMany(600);
    assertThat(loop.putOff()).isEqualTo(1);

    made.get(0).sendException = null;
    loop.runLater();
    loop.runSoon();

    assertThat(made.get(0).history())
        .extracting(record -> ByteBuffer.wrap(record.value()).getInt())
        .isEqualTo(IntStream.range(0, 600).boxed().toList());
  }

  @Test
  void waitsForMetadataOnceForAllOfMany() {
    made.get(0).sendException = new TimeoutException("not present in metadata after 0 ms");
    writeMany(100);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              loop.runLater();
              assertThat(results).hasSize(100);
            });
    assertThat(results).allMatch(Refusal.class::isInstance);
  }

  private void writeMany(int count) {
    List<OutgoingRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(record(ByteBuffer.allocate(4).putInt(i).array()));
    }
    writer.write(records, loop, Collections.nCopies(count, new Kept()));
  }

  private void write() {
    writer.write(record(new byte[1]), loop, new Kept());
  }

  private static OutgoingRecord record(byte[] value) {
    return new OutgoingRecord(
        "orders",
        Optional.empty(),
        Optional.of(value),
        List.of(),
        OptionalInt.empty(),
        OptionalLong.empty());
  }

  private final class Kept implements WriteResult {
    @Override
    public void written(Ack ack) {
      results.add(ack);
    }

    @Override
    public void refused(Refusal refusal) {
      results.add(refusal);
    }
  }

  private Refusal refusal() {
    assertThat(results).singleElement().isInstanceOf(Refusal.class);
    return (Refusal) results.get(0);
  }

  /** Kafka answers from a thread of its own, never from the loop. */
  private static void onAnotherThread(Runnable task) {
    Thread thread = new Thread(task);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
