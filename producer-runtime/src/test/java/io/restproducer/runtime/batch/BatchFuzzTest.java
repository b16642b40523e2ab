package io.restproducer.runtime.batch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.restproducer.runtime.json.Rfc8259;
import io.restproducer.runtime.limits.SizeLimits;
import io.restproducer.runtime.produce.OutgoingRecord;
import io.restproducer.runtime.refusal.Refusal;
import java.util.List;
import java.util.OptionalInt;

/** The body of a batch, in each of its formats. */
class BatchFuzzTest {
  private static final SizeLimits SIZES = new SizeLimits(100, 1000);

  @FuzzTest
  void json(byte[] body) {
    for (OutgoingRecord record : read(BatchFormat.JSON, body)) {
      record.key().ifPresent(key -> assertIsJsonOf(body, key));
      record.value().ifPresent(value -> assertIsJsonOf(body, value));
    }
  }

  @FuzzTest
  void binary(byte[] body) {
    read(BatchFormat.BINARY, body);
  }

  @FuzzTest
  void text(byte[] body) {
    read(BatchFormat.TEXT, body);
  }

  /** The good ones; what holds of all is looked at here. */
  private static List<OutgoingRecord> read(BatchFormat format, byte[] body) {
    try {
      List<BatchEntry> entries = new Batch(format, "orders", OptionalInt.empty(), SIZES).read(body);
      assertThat(Rfc8259.isTaken(body)).as("what is taken is JSON").isTrue();
      assertThat(entries).isNotEmpty().hasSizeLessThanOrEqualTo(Batch.MOST_RECORDS);
      return entries.stream()
          .filter(BatchEntry.Good.class::isInstance)
          .map(entry -> checked(((BatchEntry.Good) entry).record()))
          .toList();
    } catch (Refusal e) {
      assertThat(e.status()).isIn(400, 413, 422);
      assertThat(e.getMessage()).doesNotContainPattern("\\p{Cntrl}");
      return List.of();
    }
  }

  private static OutgoingRecord checked(OutgoingRecord record) {
    assertThat(record.topic()).isEqualTo("orders");
    assertThat(record.key().map(key -> key.length).orElse(0)).isLessThanOrEqualTo(100);
    assertThat(record.value().map(value -> value.length).orElse(0)).isLessThanOrEqualTo(1000);
    assertThat(record.value().isPresent() || record.key().isPresent()).isTrue();
    assertThat(record.headers()).hasSizeLessThanOrEqualTo(BatchHeaders.MOST_HEADERS);
    assertThat(record.partition().orElse(0)).isNotNegative();
    assertThat(record.timestamp().orElse(0)).isNotNegative();
    return record;
  }

  private static void assertIsJsonOf(byte[] body, byte[] slice) {
    assertThat(Rfc8259.isTaken(slice)).isTrue();
    assertThat(new String(body, ISO_8859_1)).contains(new String(slice, ISO_8859_1));
  }
}
