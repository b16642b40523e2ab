package io.restproducer.dev.kubernetes.node;

import io.restproducer.dev.kubernetes.process.BoundCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One run of a pod's program as a child process that cannot outlive this one. */
final class PodProcess {

  private static final List<String> INHERITED =
      List.of("PATH", "HOME", "JAVA_HOME", "LANG", "LC_ALL", "TMPDIR");

  private final Process process;
  private final Instant startedAt = Instant.now();

  private PodProcess(Process process) {
    this.process = process;
  }

  static PodProcess start(
      List<String> command, Map<String, String> environment, Path scratch, Path log) {
    ProcessBuilder builder =
        new ProcessBuilder(BoundCommand.of(command, scratch))
            .directory(scratch.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().putAll(environment);
    try {
      return new PodProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.get(0), e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int exitCode() {
    return process.exitValue();
  }

  Instant startedAt() {
    return startedAt;
  }

  /** SIGTERM; through the handle, as the process's own method would close the watchdog's pipe. */
  void terminate() {
    process.toHandle().destroy();
  }

  void kill() {
    process.destroyForcibly();
  }

  boolean awaitEnd(long seconds) throws InterruptedException {
    return process.waitFor(seconds, TimeUnit.SECONDS);
  }
}
