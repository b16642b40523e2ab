package io.restproducer.dev.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

class RealApiServerTest {
  @Test
  void isStartedAtOnceAtAlmostAnyTime() {
    assertThat(RealApiServer.pause(LocalTime.MIDNIGHT)).isZero();
    assertThat(RealApiServer.pause(LocalTime.NOON)).isZero();
    assertThat(RealApiServer.pause(LocalTime.of(23, 57, 29))).isZero();
  }

  @Test
  void isNotStartedSoShortlyBeforeMidnightThatItMightTakeUntilThen() {
    assertThat(RealApiServer.pause(LocalTime.of(23, 57, 30))).isEqualTo(Duration.ofSeconds(151));
    assertThat(RealApiServer.pause(LocalTime.of(23, 59, 59))).isEqualTo(Duration.ofSeconds(2));
  }
}
