package io.restproducer.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.runtime.produce.Ack;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import org.junit.jupiter.api.Test;

class BatchOutcomeTest {
  private static final Ack ACK = new Ack("orders", 1, 42, 0);

  @Test
  void isWholeWhenAllWereWritten() {
    BatchOutcome outcome = outcome(ACK, ACK);

    assertThat(outcome.isComplete()).isTrue();
    assertThat(outcome.isWhole()).isTrue();
    assertThat(outcome.refusalOfAll()).isEmpty();
    assertThat(new String(AnswerBody.of(outcome, "abc")))
        .isEqualTo(
            "{\"offsets\":[{\"partition\":1,\"offset\":42},{\"partition\":1,\"offset\":42}]}");
  }

  @Test
  void tellsOfEachInItsPlaceWhenSomeWereWritten() {
    BatchOutcome outcome = outcome(no(Reason.OUTCOME_UNKNOWN), ACK, no(Reason.TOO_LARGE));

    assertThat(outcome.isWhole()).isFalse();
    assertThat(outcome.refusalOfAll()).isEmpty();
    assertThat(new String(AnswerBody.of(outcome, "abc")))
        .isEqualTo(
            "{\"offsets\":[{\"error_code\":408,\"error\":\"OUTCOME_UNKNOWN\",\"outcome\":\"unknown\"},"
                + "{\"partition\":1,\"offset\":42},{\"error_code\":413,\"error\":\"TOO_LARGE\"}],"
                + "\"incident\":\"abc\"}");
  }

  @Test
  void isTheCallersFaultOnlyWhenTryingAgainIsNoUse() {
    assertThat(reasonOf(no(Reason.TOO_LARGE), no(Reason.MALFORMED)))
        .isEqualTo(Reason.UNUSABLE_BATCH);
    assertThat(reasonOf(no(Reason.TOO_LARGE), no(Reason.KAFKA_UNAVAILABLE)))
        .isEqualTo(Reason.KAFKA_UNAVAILABLE);
  }

  @Test
  void promisesNothingWhenOneMayHaveBeenWritten() {
    assertThat(reasonOf(no(Reason.KAFKA_UNAVAILABLE), no(Reason.OUTCOME_UNKNOWN)))
        .isEqualTo(Reason.OUTCOME_UNKNOWN);
  }

  @Test
  void tellsOfEachInItsPlaceWhenNoneWasWritten() {
    BatchOutcome outcome = outcome(no(Reason.MALFORMED), no(Reason.TOO_LARGE));
    Refusal refusal = outcome.refusalOfAll().orElseThrow();

    assertThat(new String(AnswerBody.of(refusal, outcome, "abc")))
        .isEqualTo(
            "{\"error_code\":422,\"message\":\"None of 2 records was written. The first: MALFORMED\","
                + "\"error\":{\"error_code\":422,\"message\":\"None of 2 records was written. The first:"
                + " MALFORMED\",\"incident\":\"abc\"},\"offsets\":[{\"error_code\":400,"
                + "\"error\":\"MALFORMED\"},{\"error_code\":413,\"error\":\"TOO_LARGE\"}]}");
  }

  private static Reason reasonOf(Object... results) {
    return outcome(results).refusalOfAll().orElseThrow().reason();
  }

  private static Refusal no(Reason reason) {
    return Refusal.of(reason, reason.name());
  }

  private static BatchOutcome outcome(Object... results) {
    BatchOutcome outcome = new BatchOutcome(results.length);
    for (int i = 0; i < results.length; i++) {
      if (results[i] instanceof Ack ack) {
        outcome.written(i, ack);
      } else {
        outcome.refused(i, (Refusal) results[i]);
      }
    }
    return outcome;
  }
}
