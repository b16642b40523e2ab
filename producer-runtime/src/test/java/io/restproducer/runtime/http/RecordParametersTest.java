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
        "Key=1",
        "foo"
      })
  void refusesWhatIsMalformed(String query) {
    assertThatThrownBy(() -> RecordParameters.parse(query))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.MALFORMED));
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
