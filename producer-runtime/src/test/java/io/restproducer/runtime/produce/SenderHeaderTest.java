package io.restproducer.runtime.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restproducer.contract.ServiceIdentity;
import io.restproducer.runtime.produce.OutgoingRecord.RecordHeader;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SenderHeaderTest {
  private static final ServiceIdentity SENDER = new ServiceIdentity("apps", "checkout", "uid");

  private final SenderHeader wanted = new SenderHeader(Optional.of("sent-by"));

  @Test
  void saysWhoSentTheRecordAfterTheCallersOwnHeaders() throws Refusal {
    List<RecordHeader> headers = wanted.on(record("colour"), SENDER).headers();

    assertThat(headers).extracting(RecordHeader::name).containsExactly("colour", "sent-by");
    assertThat(headers.get(1).value()).asString().isEqualTo("apps/checkout");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sent-by", "Sent-By", "SENT-BY"})
  void refusesARecordThatSaysSoItself(String name) {
    assertThatThrownBy(() -> wanted.on(record("a", name), SENDER))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.MALFORMED))
        .hasMessageContaining("sent-by is set by this API");
  }

  @Test
  void leavesRecordsAloneWhereItIsNotWanted() throws Refusal {
    OutgoingRecord record = record("sent-by");
    assertThat(new SenderHeader(Optional.empty()).on(record, SENDER)).isSameAs(record);
  }

  private static OutgoingRecord record(String... names) {
    return new OutgoingRecord(
        "orders",
        Optional.empty(),
        Optional.of(new byte[1]),
        List.of(names).stream().map(name -> new RecordHeader(name, new byte[1])).toList(),
        OptionalInt.empty(),
        OptionalLong.empty());
  }
}
