package io.restproducer.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A small shell that outlives this process if it is killed, and then removes the run's directory.
 * Told of an orderly end it does nothing.
 */
final class Sweeper implements AutoCloseable {
  private static final String PROCESS_ID = "sweeper";
  private static final String NAME = "restproducer-sweeper";
  private static final int EARLIER_SECONDS = 20;

  // The first second is for the programs of the run: they see the end of this process, too.
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      while read -r word; do [ "$word" = end ] && exit 0; done
      for attempt in 1 2 3 4 5 6 7 8; do
        sleep 1
        rm -rf -- "$1" 2>/dev/null && [ ! -e "$1" ] && exit 0
      done
      """;

  private final Process process;

  private Sweeper(Process process) {
    this.process = process;
  }

  static Sweeper start(Path directory) throws IOException {
    Process process =
        new ProcessBuilder("/bin/sh", "-c", SCRIPT, NAME, directory.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Files.writeString(directory.resolve(PROCESS_ID), Long.toString(process.pid()));
    return new Sweeper(process);
  }

  /** Waits until the sweeper of a killed run in this directory has done its work. */
  static void awaitEarlier(Path directory) throws IOException {
    Path file = directory.resolve(PROCESS_ID);
    if (!Files.exists(file)) {
      return;
    }
    Optional<ProcessHandle> earlier =
        ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
            .filter(Sweeper::isOrphanedSweeper);
    if (earlier.isPresent()) {
      try {
        earlier.get().onExit().get(EARLIER_SECONDS, TimeUnit.SECONDS);
      } catch (Exception e) {
        throw new IOException("an earlier run is still being cleared away in " + directory, e);
      }
    }
  }

  /** Ends the sweeper before the directory is removed in an orderly way. */
  @Override
  public void close() throws IOException {
    try (var commands = process.outputWriter()) {
      commands.write("end\n");
    }
    try {
      process.waitFor(EARLIER_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static boolean isSweeper(ProcessHandle process) {
    return List.of(process.info().arguments().orElse(new String[0])).contains(NAME);
  }

  /** A living run's sweeper has that run as its parent. */
  private static boolean isOrphanedSweeper(ProcessHandle process) {
    boolean owned =
        process
            .parent()
            .flatMap(parent -> parent.info().command())
            .filter(command -> command.endsWith("java"))
            .isPresent();
    return isSweeper(process) && !owned;
  }
}
