package io.restproducer.runtime.produce;

import io.restproducer.runtime.refusal.Refusal;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * Keeps records from partitions with too few replicas in sync. The leader would append nothing
 * ({@code NOT_ENOUGH_REPLICAS}), but Kafka's client would repeat the request until it gave up, and
 * then nobody knows that nothing was written.
 */
final class InSyncReplicas {
  private InSyncReplicas() {}

  /** How many replicas of a partition are in sync, and how many it needs to append anything. */
  record Shortage(int inSync, int needed) {}

  /**
   * The shortages of a topic by the number of the partition.
   *
   * @param least the topic's {@code min.insync.replicas}; a partition with fewer replicas than that
   *     needs all it has (KIP-966)
   */
  static Map<Integer, Shortage> shortages(List<TopicPartitionInfo> partitions, int least) {
    return partitions.stream()
        .filter(it -> it.isr().size() < needed(it, least))
        .collect(
            Collectors.toUnmodifiableMap(
                TopicPartitionInfo::partition,
                it -> new Shortage(it.isr().size(), needed(it, least))));
  }

  /**
   * {@code record}, with a partition named if it could go to any and some would not take it.
   *
   * @param shortages of its topic, at least one
   * @param partitions of its topic as the producer knows them, at least one, in any order
   * @throws Refusal if it has to go where nothing is appended
   */
  static ProducerRecord<byte[], byte[]> avoid(
      ProducerRecord<byte[], byte[]> record,
      Map<Integer, Shortage> shortages,
      List<PartitionInfo> partitions)
      throws Refusal {
    OptionalInt bound = boundTo(record, partitions.size());
    if (bound.isPresent()) {
      check(record.topic(), bound.getAsInt(), shortages);
      return record;
    }
    List<PartitionInfo> able =
        partitions.stream().filter(it -> !shortages.containsKey(it.partition())).toList();
    if (able.isEmpty()) {
      check(record.topic(), partitions.get(0).partition(), shortages);
    }
    List<PartitionInfo> led = able.stream().filter(it -> it.leader() != null).toList();
    return at(any(led.isEmpty() ? able : led).partition(), record);
  }

  private static PartitionInfo any(List<PartitionInfo> of) {
    return of.get(ThreadLocalRandom.current().nextInt(of.size()));
  }

  private static void check(String topic, int partition, Map<Integer, Shortage> shortages)
      throws Refusal {
    Shortage shortage = shortages.get(partition);
    if (shortage != null) {
      throw ProduceErrors.tooFewReplicas(topic, partition, shortage);
    }
  }

  private static int needed(TopicPartitionInfo partition, int least) {
    return Math.min(least, partition.replicas().size());
  }

  /** As {@link org.apache.kafka.clients.producer.KafkaProducer} decides it. */
  private static OptionalInt boundTo(ProducerRecord<byte[], byte[]> record, int partitions) {
    if (record.partition() != null) {
      return OptionalInt.of(record.partition());
    }
    return record.key() == null
        ? OptionalInt.empty()
        : OptionalInt.of(BuiltInPartitioner.partitionForKey(record.key(), partitions));
  }

  private static ProducerRecord<byte[], byte[]> at(
      int partition, ProducerRecord<byte[], byte[]> record) {
    return new ProducerRecord<>(
        record.topic(),
        partition,
        record.timestamp(),
        record.key(),
        record.value(),
        record.headers());
  }
}
