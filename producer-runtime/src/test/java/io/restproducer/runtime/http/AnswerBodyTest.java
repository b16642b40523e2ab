package io.restproducer.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.runtime.produce.Ack;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import org.junit.jupiter.api.Test;

class AnswerBodyTest {
  @Test
  void writesAnAckAsDocumented() {
    assertThat(new String(AnswerBody.of(new Ack("orders", 0, 42, 1781841235780L))))
        .isEqualTo(
            "{\"metadata\":{\"topic\":\"orders\",\"timestamp\":\"1781841235780\",\"partition\":0,"
                + "\"offset\":42}}");
  }

  @Test
  void writesARefusalOnceForNewAndOnceForOldClients() {
    Refusal refusal =
        Refusal.of(Reason.TOO_LARGE, "too \"large\"").aboutTopic("orders").withKafkaErrorCode(10);

    assertThat(new String(AnswerBody.of(refusal, "abc")))
        .isEqualTo(
            "{\"error_code\":413,\"message\":\"too \\\"large\\\"\",\"error\":{\"error_code\":413,"
                + "\"message\":\"too \\\"large\\\"\",\"kafka_error_code\":10,\"topic\":\"orders\","
                + "\"incident\":\"abc\"}}");
  }

  @Test
  void saysWhenTheOutcomeIsUnknown() {
    assertThat(new String(AnswerBody.of(Refusal.of(Reason.OUTCOME_UNKNOWN, "?"), "abc")))
        .contains("\"outcome\":\"unknown\"");
    assertThat(new String(AnswerBody.of(Refusal.of(Reason.BODY_TOO_SLOW, "?"), "abc")))
        .doesNotContain("outcome");
  }
}
