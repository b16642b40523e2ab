package io.restproducer.runtime.produce;

import io.restproducer.runtime.refusal.Refusal;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.PartitionInfo;

/**
 * Keeps records from partitions with too few replicas in sync. The leader would append nothing
 * ({@code NOT_ENOUGH_REPLICAS}), but Kafka's client would repeat the request until it gave up, and
 * then nobody knows that nothing was written.
 */
final class InSyncReplicas {
  private InSyncReplicas() {}

  /**
   * {@code record}, with a partition named if it could go to any and some would not take it.
   *
   * @param partitions of the topic, in any order
   * @param least the topic's {@code min.insync.replicas}; a partition with fewer replicas than that
   *     needs all it has (KIP-966)
   * @throws Refusal if it has to go where nothing is appended
   */
  static ProducerRecord<byte[], byte[]> avoid(
      ProducerRecord<byte[], byte[]> record, List<PartitionInfo> partitions, int least)
      throws Refusal {
    if (partitions.stream().allMatch(it -> takes(it, least))) {
      return record;
    }
    List<PartitionInfo> able = partitions.stream().filter(it -> takes(it, least)).toList();
    OptionalInt bound = boundTo(record, partitions.size());
    if (bound.isEmpty() && !able.isEmpty()) {
      PartitionInfo any = able.get(ThreadLocalRandom.current().nextInt(able.size()));
      return at(any.partition(), record);
    }
    int wanted = bound.orElse(partitions.get(0).partition());
    for (PartitionInfo partition : partitions) {
      if (partition.partition() == wanted && !takes(partition, least)) {
        throw ProduceErrors.tooFewReplicas(partition, needed(partition, least));
      }
    }
    return record;
  }

  private static boolean takes(PartitionInfo partition, int least) {
    return partition.inSyncReplicas().length >= needed(partition, least);
  }

  private static int needed(PartitionInfo partition, int least) {
    return Math.min(least, partition.replicas().length);
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
