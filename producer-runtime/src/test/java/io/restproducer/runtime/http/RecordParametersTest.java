package io.restproducer.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restproducer.runtime.produce.OutgoingRecord.RecordHeader;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordParametersTest {
  @Test
  void hasNoKeyWhenNoneIsGivenAndAnEmptyOneWhenThatIs() throws Refusal {
    assertThat(RecordParameters.parse("").key()).isEmpty();
    assertThat(RecordParameters.parse("key=").key().orElseThrow()).isEmpty();
  }

  @Test
  void decodesTextInUtf8WithPlusAsASpace() throws Refusal {
    byte[] key = RecordParameters.parse("key=a+b%2Bc%C3%A9%00").key().orElseThrow();

    assertThat(key).isEqualTo("a b+cé\0".getBytes(UTF_8));
  }

  @Test
  void decodesBase16InEitherCase() throws Refusal {
    assertThat(RecordParameters.parse("key=00fFAb&keyType=binary").key().orElseThrow())
        .containsExactly(0, 0xff, 0xab);
  }

  @Test
  void readsHeadersInOrderWithTheLastColonAsTheDivider() throws Refusal {
    var headers = RecordParameters.parse("headers=a:b:0102,a:,c%20d:ff").headers();

    assertThat(headers).extracting(RecordHeader::name).containsExactly("a:b", "a", "c d");
    assertThat(headers.get(0).value()).containsExactly(1, 2);
    assertThat(headers.get(1).value()).isEmpty();
  }

  @Test
  void countsBytesOfKeyAndHeaders() throws Refusal {
    assertThat(RecordParameters.parse("key=abc&headers=n:0102").size()).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key=%",
        "key=%a",
        "key=%zz",
        "key=%٣٣",
        "key=%ff",
        "key=1&key=2",
        "key&%6bey=2",
        "keyType=Text",
        "key=0&keyType=binary",
        "key=0g&keyType=binary",
        "headers=a",
        "headers=:",
        "headers=a:b",
        "headers=a:00,",
        "headers=a%0ab:00",
        "schemaname=x",
        "partition=",
        "partition=-1",
        "partition=+1",
        "partition=1.0",
        "partition=2147483648",
        "partition=99999999999999999999",
        "partition=%D9%A3",
        "timestamp=",
        "timestamp=-1",
        "timestamp=9223372036854775808",
        "timestamp=2026-01-01",
        "tombstone=yes",
        "tombstone=true",
        "Key=1",
        "foo"
      })
  void refusesWhatIsMalformed(String query) {
    assertThatThrownBy(() -> RecordParameters.parse(query))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.MALFORMED));
  }

  @Test
  void readsPartitionAndTimestamp() throws Refusal {
    RecordParameters parameters =
        RecordParameters.parse("partition=2147483647&timestamp=9223372036854775807");

    assertThat(parameters.partition()).hasValue(Integer.MAX_VALUE);
    assertThat(parameters.timestamp()).hasValue(Long.MAX_VALUE);
    assertThat(RecordParameters.parse("").partition()).isEmpty();
    assertThat(RecordParameters.parse("").timestamp()).isEmpty();
  }

  @Test
  void aTombstoneIsARecordWithoutAValue() throws Refusal {
    RecordParameters tombstone = RecordParameters.parse("key=k&tombstone=true");
    tombstone.checkBody(0);
    assertThat(tombstone.record("orders", new byte[0]).value()).isEmpty();
    assertThatThrownBy(() -> tombstone.checkBody(1))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.MALFORMED));
  }

  @Test
  void anyOtherRecordNeedsABody() throws Refusal {
    RecordParameters plain = RecordParameters.parse("key=k&tombstone=false");
    plain.checkBody(1);
    assertThat(plain.record("orders", new byte[1]).value()).isPresent();
    assertThatThrownBy(() -> plain.checkBody(0))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.EMPTY_BODY));
  }

  @Test
  void boundsTheNumberOfHeaders() {
    assertThatThrownBy(() -> RecordParameters.parse("headers=" + "a:00,".repeat(64) + "a:00"))
        .hasMessage("There are 65 record headers; the limit is 64.");
  }

  @Test
  void neverRepeatsInputInARefusal() {
    assertThatThrownBy(() -> RecordParameters.parse("%3Cscript%3E=1"))
        .hasMessageNotContaining("script");
  }
}
