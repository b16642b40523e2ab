package io.restproducer.operator.keytable;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WritePaceTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final WritePace pace = new WritePace();

  @Test
  void writesTheFirstChangeAtOnce() {
    assertThat(pace.untilNext(START)).isZero();
  }

  @Test
  void spacesSteadyChangesFurtherAndFurtherUpToASecond() {
    List<Long> gaps = new ArrayList<>();
    Instant now = START;
    for (int i = 0; i < 7; i++) {
      pace.wrote(now);
      Duration gap = pace.untilNext(now);
      gaps.add(gap.toMillis());
      now = now.plus(gap);
    }
    assertThat(gaps).containsExactly(100L, 200L, 400L, 800L, 1000L, 1000L, 1000L);
  }

  @Test
  void isQuickAgainAfterAPause() {
    pace.wrote(START);
    pace.wrote(START.plusMillis(100));
    pace.wrote(START.plusSeconds(10));
    assertThat(pace.untilNext(START.plusSeconds(10))).isEqualTo(Duration.ofMillis(100));
  }
}
