package io.restproducer.quickstart;

import io.restproducer.dev.kubernetes.process.BoundCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One program of this project as a child process; it ends with this process, however that ends. */
final class JavaProcess implements AutoCloseable {
  private static final Set<String> PASSED_ON =
      Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "JAVA_HOME");
  private static final int GRACE_SECONDS = 15;
  private static final int LINES_SHOWN = 15;

  private final String name;
  private final Process process;
  private final Path log;

  private JavaProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a program.
   *
   * @param log gets what the program prints, after what an earlier run of it has printed
   */
  static JavaProcess start(
      String name, List<String> command, Map<String, String> environment, Path log) {
    ProcessBuilder builder =
        new ProcessBuilder(BoundCommand.of(command, scratch(log)))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().retainAll(PASSED_ON);
    builder.environment().putAll(environment);
    try {
      return new JavaProcess(name, builder.start(), log);
    } catch (IOException e) {
      throw new QuickstartFailure("cannot start the " + name + ": " + e.getMessage(), e);
    }
  }

  /** {@code java} of this very JDK with what suits small, short-lived programs. */
  static List<String> javaCommand() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData",
        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
  }

  long pid() {
    return process.pid();
  }

  /** Fails, with the last lines of its log, when the program has ended. */
  void checkRunning() {
    if (!process.isAlive()) {
      throw new QuickstartFailure(
          "the %s has ended with code %d; its last lines (%s):%n%s"
              .formatted(name, process.exitValue(), log, lastLines()));
    }
  }

  /** Ends the program at once, as SIGKILL does, and returns when it is gone. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  @Override
  public void close() {
    // Through the handle: the process's own method closes the pipe that binds it, which kills.
    process.toHandle().destroy();
    if (!awaitEnd()) {
      process.destroyForcibly();
      awaitEnd();
    }
  }

  /** What goes first when this process is killed; the sweeper takes the rest. */
  private static Path scratch(Path log) {
    return log.resolveSibling(log.getFileName() + ".scratch");
  }

  private boolean awaitEnd() {
    try {
      return process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(
          System.lineSeparator(),
          lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    } catch (IOException e) {
      return "(cannot read them: " + e.getMessage() + ")";
    }
  }
}
