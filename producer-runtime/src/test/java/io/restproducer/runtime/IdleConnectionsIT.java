package io.restproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.restproducer.runtime.limits.Deadlines;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand connections on which nobody says anything, opened by another process. */
class IdleConnectionsIT {
  private static final int ATTEMPTS = 10_000;
  private static final int CAP = 9_000;

  /** Of this process: the runtime's connections, and what a broker and the tests have open. */
  private static final int FILES = CAP + 3_000;

  private static final long HEAP_A_CONNECTION = 128 << 10;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Deadlines SHORT =
      new Deadlines(
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(20),
          Duration.ofSeconds(2));

  @TempDir Path directory;

  @Test
  void takesNoMoreThanItsCapServesOthersAfterwardsAndKeepsNothing() throws Exception {
    assumeThat(openFileLimit())
        .as("limit of open files, of which this test needs %d", FILES)
        .isGreaterThanOrEqualTo(FILES);
    try (TestBroker broker = new TestBroker(directory.resolve("kafka"), Map.of());
        RuntimeFixture runtime = new RuntimeFixture(directory.resolve("config"))) {
      broker.createTopic(RuntimeFixture.TOPIC, 1, Map.of());
      runtime.within(SHORT).withHeap(CAP * HEAP_A_CONNECTION).withDrainSeconds(1);
      runtime.files(broker.bootstrapServers()).start().awaitReady();
      assertThat(runtime.produce("x").statusCode()).isEqualTo(200);
      Aftermath aftermath = Aftermath.of(runtime);

      Process silent = open(runtime.apiPort());
      try (BufferedReader said = silent.inputReader()) {
        assertThat(said.readLine()).isEqualTo(SilentConnections.OPEN);
        await().atMost(PATIENCE).until(() -> connections(runtime) > CAP * 0.9);
        assertThat(connections(runtime)).isLessThanOrEqualTo(CAP);

        assertThat(runtime.produceAnew("x").statusCode())
            .as("once silent ones ended")
            .isEqualTo(200);
        assertThat(connections(runtime)).isLessThanOrEqualTo(CAP);
      } finally {
        end(silent);
      }
      aftermath.isNone();
    }
  }

  private static double connections(RuntimeFixture runtime) {
    return runtime.metric("restproducer_connections");
  }

  private static Process open(int port) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            Path.of("target", "test-classes").toString(),
            SilentConnections.class.getName(),
            Integer.toString(port),
            Integer.toString(ATTEMPTS))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void end(Process silent) throws IOException, InterruptedException {
    silent.getOutputStream().close();
    if (!silent.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      silent.destroyForcibly();
    }
  }

  private static long openFileLimit() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }
}
