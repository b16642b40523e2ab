package io.restproducer.operator.serviceid;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RotationDateTest {
  private static final Duration INTERVAL = Duration.ofDays(90);
  private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void noKeyGetsOlderThanTheIntervalOrIsReplacedBeforeHalfOfIt() {
    for (int i = 0; i < 2_000; i++) {
      Instant made = MADE.plusSeconds(7_919L * i);
      Duration age = Duration.between(made, RotationDate.of("uid-" + i % 100, made, INTERVAL));
      assertThat(age).isBetween(INTERVAL.dividedBy(2), INTERVAL);
    }
  }

  /** Also when each is a little late; a key made at a beat lives for the whole interval. */
  @Test
  void afterTheFirstTurnsTheIntervalIsKept() {
    for (int i = 0; i < 500; i++) {
      Instant made = MADE;
      for (int turn = 0; turn < 3; turn++) {
        made = RotationDate.of("uid-" + i, made, INTERVAL).plusSeconds(2);
      }
      assertThat(Duration.between(made, RotationDate.of("uid-" + i, made, INTERVAL)))
          .isBetween(INTERVAL.minusSeconds(60), INTERVAL);
    }
  }

  @Test
  void tenThousandThatWereMadeTogetherAreSpreadOverTheInterval() {
    Map<Long, Integer> byDay = new HashMap<>();
    IntStream.range(0, 10_000)
        .mapToObj(i -> UUID.nameUUIDFromBytes(new byte[] {(byte) i, (byte) (i >> 8)}).toString())
        .map(
            uid -> {
              Instant made = MADE;
              for (int turn = 0; turn < 3; turn++) {
                made = RotationDate.of(uid, made, INTERVAL);
              }
              return made;
            })
        .forEach(
            date ->
                byDay.merge(
                    Math.floorMod(date.getEpochSecond(), INTERVAL.toSeconds()) / 86_400,
                    1,
                    Integer::sum));
    assertThat(byDay).hasSize(90);
    assertThat(byDay.values()).allMatch(count -> count < 170);
  }

  @Test
  void theFirstTurnIsSpreadToo() {
    Map<Long, Integer> byDay = new HashMap<>();
    IntStream.range(0, 10_000)
        .mapToObj(i -> RotationDate.of("uid-" + i, MADE, INTERVAL))
        .forEach(date -> byDay.merge(Duration.between(MADE, date).toDays(), 1, Integer::sum));
    assertThat(byDay.values()).allMatch(count -> count < 420);
  }

  @Test
  void theSameFactsGiveTheSameDate() {
    assertThat(RotationDate.of("uid-1", MADE, INTERVAL))
        .isEqualTo(RotationDate.of("uid-1", MADE, INTERVAL))
        .isNotEqualTo(RotationDate.of("uid-2", MADE, INTERVAL));
  }
}
