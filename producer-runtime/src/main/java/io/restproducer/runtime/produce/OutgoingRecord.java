package io.restproducer.runtime.produce;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One record to be written; arrays are handed over and not touched again by the giver.
 *
 * @param value empty: a tombstone, the null value by which a compacted topic forgets a key
 * @param partition empty: Kafka's choice
 * @param timestamp in epoch milliseconds; empty: now
 */
public record OutgoingRecord(
    String topic,
    Optional<byte[]> key,
    Optional<byte[]> value,
    List<RecordHeader> headers,
    OptionalInt partition,
    OptionalLong timestamp) {
  public OutgoingRecord {
    headers = List.copyOf(headers);
  }

  /** As Kafka's client takes it. */
  ProducerRecord<byte[], byte[]> forKafka() {
    ProducerRecord<byte[], byte[]> kafka =
        new ProducerRecord<>(
            topic,
            partition.isPresent() ? partition.getAsInt() : null,
            timestamp.isPresent() ? timestamp.getAsLong() : null,
            key.orElse(null),
            value.orElse(null));
    headers.forEach(header -> kafka.headers().add(header.name(), header.value()));
    return kafka;
  }

  /** A record header. */
  public record RecordHeader(String name, byte[] value) {}
}
