package io.restproducer.crds;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSpanTest {
  @Test
  void isAWholeNumberAndAUnit() {
    assertThat(TimeSpan.parse("0s")).contains(Duration.ZERO);
    assertThat(TimeSpan.parse("30m")).contains(Duration.ofMinutes(30));
    assertThat(TimeSpan.parse("12h")).contains(Duration.ofHours(12));
    assertThat(TimeSpan.parse("90d")).contains(Duration.ofDays(90));
    assertThat(TimeSpan.parse("99999999d")).contains(Duration.ofDays(99_999_999));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "d", "90", "090d", "1h30m", "-1h", "1.5h", "1w", "1D", " 1d", "100000000s"})
  void isNothingElse(String text) {
    assertThat(TimeSpan.parse(text)).isEmpty();
  }
}
