package io.restproducer.quickstart;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads records back from Kafka, past the product. */
final class RecordReader {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final String bootstrapServers;

  RecordReader(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** The bytes of the record at this place. */
  byte[] read(Acknowledgement place) {
    TopicPartition partition = new TopicPartition(place.topic(), place.partition());
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, place.offset());
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (System.nanoTime() < deadline) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
          if (record.offset() == place.offset()) {
            return record.value();
          }
        }
      }
    }
    throw new QuickstartFailure(
        "no record came back from %s of %s within %d s"
            .formatted(place, bootstrapServers, LIMIT.toSeconds()));
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "none"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
