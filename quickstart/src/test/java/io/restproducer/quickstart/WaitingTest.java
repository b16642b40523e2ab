package io.restproducer.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WaitingTest {
  private final AtomicLong seconds = new AtomicLong();
  private final Progress progress =
      new Progress(
          new PrintStream(OutputStream.nullOutputStream()),
          false,
          false,
          () -> Duration.ofSeconds(seconds.getAndIncrement()).toNanos());

  @Test
  void looksUntilItIsThere() {
    Iterator<Finding<String>> findings =
        List.of(Finding.<String>notYet("a"), Finding.there("b")).iterator();
    assertThat(waiting(() -> {}).until("it", Duration.ofSeconds(9), findings::next)).isEqualTo("b");
  }

  @Test
  void givesUpWithTheLastStateSeen() {
    assertThatThrownBy(
            () ->
                waiting(() -> {})
                    .until("pods are ready", Duration.ofSeconds(2), () -> Finding.notYet("1 of 2")))
        .isInstanceOf(QuickstartFailure.class)
        .hasMessage("gave up after 2 s: pods are ready. Last seen: 1 of 2");
  }

  @Test
  void waitsNoLongerForAProgramThatHasEnded() {
    Waiting waiting =
        waiting(
            () -> {
              throw new QuickstartFailure("the operator has ended");
            });
    assertThatThrownBy(() -> waiting.until("it", Duration.ofHours(1), () -> Finding.notYet("")))
        .hasMessage("the operator has ended");
  }

  private Waiting waiting(Runnable watch) {
    return new Waiting(progress, new Parts(), watch);
  }
}
