package io.restproducer.runtime.produce;

import io.restproducer.contract.ServiceIdentity;
import io.restproducer.runtime.produce.OutgoingRecord.RecordHeader;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The record header that tells consumers who sent a record, where one is wanted. Only this class
 * sets it: a record that brings one of that name, in whatever case, is refused.
 */
final class SenderHeader {
  private final Optional<String> name;

  SenderHeader(Optional<String> name) {
    this.name = name;
  }

  /**
   * Makes sure that {@code headers} leave the name alone.
   *
   * @throws Refusal if one of them has it
   */
  void check(List<RecordHeader> headers) throws Refusal {
    if (name.isPresent()) {
      for (RecordHeader header : headers) {
        if (header.name().equalsIgnoreCase(name.get())) {
          throw Refusal.of(
              Reason.MALFORMED,
              "The record header %s is set by this API: leave it out of headers."
                  .formatted(name.get()));
        }
      }
    }
  }

  /**
   * The record as it is written: with the header, if one is wanted.
   *
   * @throws Refusal as {@link #check} does
   */
  OutgoingRecord on(OutgoingRecord record, ServiceIdentity sender) throws Refusal {
    if (name.isEmpty()) {
      return record;
    }
    check(record.headers());
    List<RecordHeader> headers = new ArrayList<>(record.headers());
    byte[] value = (sender.namespace() + "/" + sender.name()).getBytes(StandardCharsets.UTF_8);
    headers.add(new RecordHeader(name.get(), value));
    return new OutgoingRecord(
        record.topic(),
        record.key(),
        record.value(),
        headers,
        record.partition(),
        record.timestamp());
  }
}
