package io.restproducer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Place FIRST = new Place(0, 0);
  private static final Place SECOND = new Place(0, 1);

  @Test
  void whatIsWhereTheAnswerSaysIsClean() {
    assertThat(compared(Map.of(FIRST, 1L, SECOND, 2L), acknowledged(1, FIRST)).isClean()).isTrue();
  }

  @Test
  void anAcknowledgedRecordThatIsNotThereIsLost() {
    assertThat(compared(Map.of(SECOND, 1L), acknowledged(1, FIRST)).lost()).containsExactly(1L);
    assertThat(compared(Map.of(FIRST, 2L), acknowledged(1, FIRST)).lost()).containsExactly(1L);
  }

  @Test
  void anAcknowledgedRecordThatIsThereTwiceIsTold() {
    assertThat(compared(Map.of(FIRST, 1L, SECOND, 1L), acknowledged(1, FIRST)).twice())
        .containsExactly(1L);
  }

  @Test
  void aRefusedRecordMustNotBeThereAndOneOfUnknownOutcomeMay() {
    assertThat(compared(Map.of(FIRST, 1L), refused(1, 503)).uninvited()).containsExactly(1L);
    assertThat(compared(Map.of(FIRST, 1L), refused(1, 408)).isClean()).isTrue();
    assertThat(compared(Map.of(FIRST, 1L), refused(1, 0)).isClean()).isTrue();
  }

  private static Comparison compared(Map<Place, Long> topic, Outcome outcome) {
    return Comparison.of(new Outcomes("orders", List.of(outcome)), new TopicContent(topic));
  }

  private static Outcome acknowledged(long number, Place place) {
    return outcome(number, 200, Optional.of(place));
  }

  private static Outcome refused(long number, int status) {
    return outcome(number, status, Optional.empty());
  }

  private static Outcome outcome(long number, int status, Optional<Place> place) {
    return new Outcome(number, status, place, "", false, false, Duration.ZERO, Duration.ZERO);
  }
}
