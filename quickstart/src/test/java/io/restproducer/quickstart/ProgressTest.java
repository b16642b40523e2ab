package io.restproducer.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final AtomicLong time = new AtomicLong();

  @Test
  void elsewhereThanOnATerminalItPrintsALineForAChange() {
    Progress progress = progress(false, false);
    progress.waiting("Ready", "no pod", 0);
    after(10);
    progress.waiting("Ready", "no pod", 0);
    progress.waiting("Ready", "one pod", 0);
    progress.done("there");
    progress.waiting("Stopped", "", time.get());
    assertThat(text())
        .isEqualTo(
            """
            … Ready: no pod (0 s)
            … Ready: one pod (10 s)
            ✓ there
            … Stopped (0 s)
            """);
  }

  @Test
  void elsewhereThanOnATerminalAFlickerIsNotALineEach() {
    Progress progress = progress(false, false);
    for (int i = 0; i < 9; i++) {
      progress.waiting("Ready", i % 2 == 0 ? "no pod" : "no key", 0);
      after(1);
    }
    assertThat(text())
        .isEqualTo(
            """
            … Ready: no pod (0 s)
            … Ready: no key (5 s)
            """);
  }

  @Test
  void elsewhereThanOnATerminalALongWaitGivesASignOfLife() {
    Progress progress = progress(false, false);
    progress.waiting("Ready", "no pod", 0);
    after(29);
    progress.waiting("Ready", "no pod", 0);
    after(1);
    progress.waiting("Ready", "no pod", 0);
    assertThat(text())
        .isEqualTo(
            """
            … Ready: no pod (0 s)
            … Ready: no pod (30 s)
            """);
  }

  @Test
  void onATerminalOneLineChanges() {
    Progress progress = progress(true, false);
    progress.waiting("Ready", "no pod", 0);
    after(2);
    progress.waiting("Ready", "", 0);
    progress.done("there");
    assertThat(text())
        .isEqualTo("\r\033[K… Ready: no pod (0 s)\r\033[K… Ready (2 s)\r\033[K✓ there\n");
  }

  @Test
  void coloursOnlyWhereTheyAreWanted() {
    progress(true, true).done("there");
    assertThat(text()).isEqualTo("\033[32m✓\033[0m there\n");
  }

  private Progress progress(boolean terminal, boolean colours) {
    return new Progress(
        new PrintStream(printed, true, StandardCharsets.UTF_8), terminal, colours, time::get);
  }

  private void after(int seconds) {
    time.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
