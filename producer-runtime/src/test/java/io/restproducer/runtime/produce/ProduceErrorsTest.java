package io.restproducer.runtime.produce;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProduceErrorsTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "http-api.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `([A-Z_]+)` \\((\\d+)\\) \\| (\\d{3}) \\|.*");

  @Test
  void isDocumentedErrorByError() throws IOException {
    Map<Errors, Integer> documented = new EnumMap<>(Errors.class);
    for (String line : Files.readAllLines(DOCUMENT)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        Errors error = Errors.valueOf(row.group(1));
        assertThat((int) error.code()).as(line).isEqualTo(Integer.parseInt(row.group(2)));
        documented.put(error, Integer.parseInt(row.group(3)));
      }
    }
    for (Errors error : Errors.values()) {
      if (error != Errors.NONE) {
        int status = ProduceErrors.afterHandOver(error.exception(), "orders").status();
        assertThat(status).as(error.name()).isEqualTo(documented.getOrDefault(error, 408));
      }
    }
    assertThat(documented).hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @EnumSource(value = Errors.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void neverLeavesTheOutcomeOpenBeforeARecordWasHandedOver(Errors error) {
    assertThat(ProduceErrors.beforeHandOver(error.exception(), "orders").reason())
        .isNotEqualTo(Reason.OUTCOME_UNKNOWN);
  }

  @ParameterizedTest
  @EnumSource(names = {"NOT_LEADER_OR_FOLLOWER", "KAFKA_STORAGE_ERROR"})
  void leavesTheOutcomeOpenWhenALeaderFailedThatMayHaveAppended(Errors error) {
    assertThat(ProduceErrors.afterHandOver(error.exception(), "orders").reason())
        .isEqualTo(Reason.OUTCOME_UNKNOWN);
  }

  @Test
  void givesKafkasNumberButNotItsText() {
    Refusal refusal =
        ProduceErrors.afterHandOver(
            Errors.MESSAGE_TOO_LARGE.exception("broker kafka-0:9092 says no"), "orders");

    assertThat(refusal.kafkaErrorCode()).hasValue(10);
    assertThat(refusal.topic()).hasValue("orders");
    assertThat(refusal).hasMessageNotContaining("kafka-0");
  }

  @Test
  void blamesItselfWhenKafkaDoesNotLetItIn() {
    assertThat(
            ProduceErrors.beforeHandOver(new SaslAuthenticationException("no"), "orders").reason())
        .isEqualTo(Reason.KAFKA_FORBIDS);
  }
}
