package io.restproducer.cli.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WaitingTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void elsewhereThanOnATerminalEachChangeIsALine() {
    assertThat(wait(Set.of(), "one pod", "one pod", "no pod")).isEqualTo("done");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("waiting for it: one pod\nwaiting for it: no pod\n");
  }

  @Test
  void onATerminalItIsOneLineWithTheTimeThatGoesAtTheEnd() {
    assertThat(wait(Set.of(2), "one pod", "no pod")).isEqualTo("done");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("\r\033[K… it: one pod (1 s)\r\033[K… it: no pod (2 s)\r\033[K");
  }

  @Test
  void theEndOfTheTimeIsAFailureThatSaysHowToGoOn() {
    Waiting waiting = new Waiting(host(Set.of()), Duration.ofSeconds(2));
    assertThatThrownBy(() -> waiting.until("it", "ask again", () -> Finding.notYet("a pod")))
        .isInstanceOf(Failure.class)
        .hasMessage("it: not there after 2 s (--timeout): a pod; ask again");
  }

  private String wait(Set<Integer> terminals, String... missing) {
    Iterator<String> looks = List.of(missing).iterator();
    return new Waiting(host(terminals), Duration.ofMinutes(1))
        .until(
            "it",
            "ask again",
            () -> looks.hasNext() ? Finding.notYet(looks.next()) : Finding.there("done"));
  }

  private Host host(Set<Integer> terminals) {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new Host(
        InputStream.nullInputStream(),
        stream,
        stream,
        Map.of(),
        Path.of(""),
        terminals,
        new Ticking(),
        new SecureRandom());
  }

  /** A second passes between two looks at it. */
  private static final class Ticking extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
      Instant read = now;
      now = now.plusSeconds(1);
      return read;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
