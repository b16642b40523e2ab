package io.restproducer.runtime.produce;

import io.restproducer.runtime.produce.InSyncReplicas.Shortage;
import io.restproducer.runtime.refusal.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Hands records to Kafka from an event loop without ever blocking it, and brings the answer back to
 * it. Nothing is answered, logged or looked up on Kafka's network thread.
 *
 * <pre>
 *  write ─▶ brokers known down, or too few replicas in sync? ─▶ 503
 *        ─▶ Producer.send ─▶ no metadata yet: again in 5, 10, 20 … ms, then 503
 *                         ─▶ no such partition, in fresh metadata too: 400
 *                         ─▶ buffer full: 503      ─▶ producer broken: replace it, 503
 *                         ─▶ producer closed by plan meanwhile: again, by its successor
 *                         ─▶ handed over ─▶ ack 200 │ error or no answer: as ProduceErrors says
 *                                        ─▶ another record of its batch was invalid: again
 * </pre>
 */
final class RecordWriter {
  private static final long PATIENCE_NANOS = Duration.ofSeconds(4).toNanos();
  private static final long LONGEST_PAUSE_MILLIS = 200;

  /**
   * A partition that was added a moment ago is in the metadata that the first attempt asked for.
   */
  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

  /** Others wait for this thread. */
  private static final int MOST_AT_ONCE = 256;

  private final ReplaceableProducer producers;
  private final BrokerHealth health;
  private final Function<String, Map<Integer, Shortage>> shortages;
  private final WriteObserver observer;

  RecordWriter(
      ReplaceableProducer producers,
      BrokerHealth health,
      Function<String, Map<Integer, Shortage>> shortages,
      WriteObserver observer) {
    this.producers = producers;
    this.health = health;
    this.shortages = shortages;
    this.observer = observer;
  }

  /** Writes {@code record}; {@code result} is told on {@code loop}. Call it on that loop. */
  void write(OutgoingRecord record, EventLoop loop, WriteResult result) {
    new Write(record.forKafka(), loop, result, System.nanoTime()).attempt();
  }

  /**
   * Writes {@code records} in their order: none is handed over before its predecessor was, or was
   * refused. Call it on the loop.
   *
   * @param results of each record, at its place
   */
  void write(List<OutgoingRecord> records, EventLoop loop, List<WriteResult> results) {
    new Sequence(records, loop, results).go();
  }

  /** Several writes, one after the other. */
  private final class Sequence {
    private final List<OutgoingRecord> records;
    private final EventLoop loop;
    private final List<WriteResult> results;
    private final long started = System.nanoTime();
    private int next;

    Sequence(List<OutgoingRecord> records, EventLoop loop, List<WriteResult> results) {
      this.records = records;
      this.loop = loop;
      this.results = results;
    }

    void go() {
      int pause = next + MOST_AT_ONCE;
      while (next < records.size()) {
        if (next == pause) {
          loop.execute(this::go);
          return;
        }
        Write write = new Write(records.get(next).forKafka(), loop, results.get(next), started);
        next++;
        if (!write.attempt()) {
          write.successor = this::go;
          return;
        }
      }
    }
  }

  private final class Write {
    private final ProducerRecord<byte[], byte[]> record;
    private final EventLoop loop;
    private final WriteResult result;
    private final long started;
    private long pauseMillis = 5;

    /** What waits for this record to be out of the way. */
    private Runnable successor = () -> {};

    /**
     * A write to come.
     *
     * @param started since when its caller waits, as {@link System#nanoTime} tells it
     */
    Write(ProducerRecord<byte[], byte[]> record, EventLoop loop, WriteResult result, long started) {
      this.record = record;
      this.loop = loop;
      this.result = result;
      this.started = started;
    }

    private void again() {
      if (attempt()) {
        successor.run();
      }
    }

    /** False when the record was neither handed over nor refused: it will be tried again. */
    boolean attempt() {
      Optional<Producer<byte[], byte[]>> producer = producers.current();
      if (producer.isEmpty() || health.down()) {
        result.refused(ProduceErrors.unreachable(record.topic()));
        return true;
      }
      ProducerRecord<byte[], byte[]> placed;
      try {
        placed = placed(producer.get());
      } catch (Refusal refusal) {
        result.refused(refusal);
        return true;
      }
      Attempt attempt = new Attempt(this, producer.get());
      health.handedOver();
      try {
        producer.get().send(placed, attempt);
      } catch (RuntimeException e) {
        // Whatever it is: on a later attempt nobody above would catch it.
        attempt.refusedAtOnce(e);
      }
      Optional<Throwable> failure = attempt.refusedAtOnce();
      return failure.isEmpty() || refuse(producer.get(), failure.get());
    }

    private boolean refuse(Producer<byte[], byte[]> producer, Throwable failure) {
      health.takenBack();
      if (!(failure instanceof ApiException) && producers.isSucceeded(producer)) {
        // It was closed by plan just now, before it had taken the record.
        return attempt();
      }
      boolean missing =
          failure instanceof TimeoutException && !(failure instanceof BufferExhaustedException);
      long waited = System.nanoTime() - started;
      if (missing && waited > FRESH_NANOS && record.partition() != null) {
        int partitions = partitions(producer).size();
        if (partitions > 0 && record.partition() >= partitions) {
          result.refused(
              ProduceErrors.noSuchPartition(record.topic(), record.partition(), partitions));
          return true;
        }
      }
      if (missing && waited < PATIENCE_NANOS) {
        loop.after(Duration.ofMillis(pauseMillis), this::again);
        pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
        return false;
      }
      if (ProduceErrors.isFatal(failure) || !(failure instanceof ApiException)) {
        producers.replace(producer, failure);
      }
      result.refused(ProduceErrors.beforeHandOver(failure, record.topic()));
      return true;
    }

    /** The record as it is handed over: away from partitions that would not take it. */
    private ProducerRecord<byte[], byte[]> placed(Producer<byte[], byte[]> producer)
        throws Refusal {
      Map<Integer, Shortage> known = shortages.apply(record.topic());
      List<PartitionInfo> partitions = known.isEmpty() ? List.of() : partitions(producer);
      return partitions.isEmpty() ? record : InSyncReplicas.avoid(record, known, partitions);
    }

    /** As far as the producer knows by now; it does not wait to learn more. */
    private List<PartitionInfo> partitions(Producer<byte[], byte[]> producer) {
      try {
        return producer.partitionsFor(record.topic());
      } catch (RuntimeException e) {
        return List.of();
      }
    }

    private void ended(Producer<byte[], byte[]> producer, RecordMetadata at, Exception failure) {
      if (failure == null) {
        // A null key or value counts as -1.
        observer.acknowledged(
            Math.max(0, at.serializedKeySize()) + Math.max(0, at.serializedValueSize()),
            System.nanoTime() - started);
        result.written(new Ack(at.topic(), at.partition(), at.offset(), at.timestamp()));
        return;
      }
      if (ProduceErrors.provesNothingAppended(failure)) {
        if (System.nanoTime() - started < PATIENCE_NANOS) {
          attempt();
        } else {
          result.refused(ProduceErrors.besideInvalid(record.topic()));
        }
        return;
      }
      if (ProduceErrors.isFatal(failure)) {
        producers.replace(producer, failure);
      }
      result.refused(ProduceErrors.afterHandOver(failure, record.topic()));
    }
  }

  /** Tells apart "refused while sending", on the caller's thread, from Kafka's later answer. */
  private final class Attempt implements Callback {
    private final Write write;
    private final Producer<byte[], byte[]> producer;
    private final Thread caller = Thread.currentThread();
    private Throwable atOnce;

    Attempt(Write write, Producer<byte[], byte[]> producer) {
      this.write = write;
      this.producer = producer;
    }

    @Override
    public void onCompletion(RecordMetadata metadata, Exception failure) {
      if (Thread.currentThread() == caller && failure != null) {
        atOnce = failure;
        return;
      }
      health.answered(failure == null);
      write.loop.execute(() -> write.ended(producer, metadata, failure));
    }

    void refusedAtOnce(Throwable failure) {
      atOnce = failure;
    }

    Optional<Throwable> refusedAtOnce() {
      return Optional.ofNullable(atOnce);
    }
  }
}
