package io.restproducer.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
  private final List<String> stopped = new ArrayList<>();
  private final Parts parts = new Parts();

  @Test
  void stopsInReverseOrderAndOnlyOnce() {
    parts.add(() -> stopped.add("first"));
    parts.add(() -> stopped.add("second"));
    parts.close();
    parts.close();
    assertThat(stopped).containsExactly("second", "first");
  }

  @Test
  void stopsTheRestWhenOnePartFails() {
    parts.add(() -> stopped.add("first"));
    parts.add(
        () -> {
          throw new IllegalStateException("stuck");
        });
    parts.close();
    assertThat(stopped).containsExactly("first");
    assertThat(parts.failures()).extracting(Exception::getMessage).containsExactly("stuck");
  }

  @Test
  void stopsAtOnceWhatIsStartedAfterTheEndHasBegun() {
    parts.close();
    assertThatThrownBy(() -> parts.add(() -> stopped.add("late"))).isInstanceOf(Stopped.class);
    assertThat(stopped).containsExactly("late");
  }

  @Test
  void wakesWhoeverWaits() {
    parts.close();
    assertThatThrownBy(() -> parts.pause(Duration.ofHours(1))).isInstanceOf(Stopped.class);
  }
}
