package io.restproducer.runtime.produce;

import java.util.List;
import java.util.Optional;

/** One record to be written; arrays are handed over and not touched again by the giver. */
public record OutgoingRecord(
    String topic, Optional<byte[]> key, byte[] value, List<RecordHeader> headers) {
  public OutgoingRecord {
    headers = List.copyOf(headers);
  }

  /** A record header. */
  public record RecordHeader(String name, byte[] value) {}
}
