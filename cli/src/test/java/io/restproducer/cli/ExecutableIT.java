package io.restproducer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The one file that users get, run as they run it. */
@DisabledOnOs(OS.WINDOWS)
class ExecutableIT {
  private static final Path BUILT = Path.of("target", "kubectl-restproducer").toAbsolutePath();

  @TempDir private Path directory;

  @Test
  void theFileAloneRunsAnywhereAndStartsFastFromTheSecondTimeOn() throws Exception {
    Path copy = directory.resolve("some where").resolve("kubectl-restproducer");
    Files.createDirectories(copy.getParent());
    Files.copy(BUILT, copy, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    Path cache = directory.resolve("cache");
    assertThat(run(copy, cache, "--help")).contains("Usage: kubectl restproducer");
    assertThat(cache).doesNotExist();
    assertThat(start(copy, cache, List.of("topics", "--nonsense")).waitFor()).isEqualTo(2);
    try (Stream<Path> archives = Files.list(cache)) {
      assertThat(archives).singleElement().asString().endsWith(".jsa");
    }
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < 8; i++) {
      long begin = System.nanoTime();
      run(copy, cache, "--help");
      fastest = Math.min(fastest, System.nanoTime() - begin);
    }
    assertThat(Duration.ofNanos(fastest)).isLessThan(Duration.ofMillis(2000));
  }

  @Test
  void itWorksWhereNothingCanBeWritten() throws Exception {
    assertThat(run(BUILT, Path.of("/proc/nowhere"), "--version"))
        .startsWith("kubectl restproducer 0");
  }

  @Test
  void exitCodesAndErrorsPassThrough() throws Exception {
    Process process = start(BUILT, directory.resolve("cache"), List.of("nonsense"));
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(new String(process.getInputStream().readAllBytes()))
        .startsWith("error: ")
        .hasLineCount(1);
  }

  @Test
  void ctrlCWhileItWaitsLeavesWhatWasAskedForAndSaysHowToGoOn() throws Exception {
    try (Stage stage = new Stage(directory).withProducer("gateway")) {
      stage.operator().down(true);
      Process process =
          start(
              BUILT,
              directory.resolve("cache"),
              List.of(
                  "iam-service-id-create",
                  "--name=app",
                  "--topic=orders",
                  "--kubeconfig=" + Stage.server().kubeconfig(),
                  "--namespace=" + stage.namespace()));
      try (BufferedReader lines = process.inputReader()) {
        assertThat(lines.readLine()).startsWith("waiting for ServiceId app");
        new ProcessBuilder("kill", "-INT", "" + process.pid()).inheritIO().start().waitFor();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(lines.lines())
            .contains(
                "stopped waiting for ServiceId app; it is made, and its key will lie in its"
                    + " Secret; see: kubectl restproducer iam-service-id app");
      }
      assertThat(stage.serviceId("app").get().getSpec().topics).containsExactly("orders");
    }
  }

  private static String run(Path file, Path cache, String... arguments) throws Exception {
    Process process = start(file, cache, List.of(arguments));
    String out = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(out).isZero();
    return out;
  }

  private static Process start(Path file, Path cache, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(file.toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "RESTPRODUCER_CACHE",
                cache.toString(),
                "JAVA_HOME",
                System.getProperty("java.home")));
    return builder.start();
  }
}
