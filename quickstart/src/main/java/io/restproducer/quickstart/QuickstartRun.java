package io.restproducer.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run from start to end; however it ends, it stops what it started and clears its files. */
final class QuickstartRun {
  private final SourceTree tree;
  private final RunDirectory directory;
  private final Progress progress;
  private final Parts parts = new Parts();
  private final AtomicBoolean ended = new AtomicBoolean();

  QuickstartRun(SourceTree tree, RunDirectory directory, Progress progress) {
    this.tree = tree;
    this.directory = directory;
    this.progress = progress;
  }

  /** Runs and returns the exit code; without {@code --once} only a signal ends it. */
  int execute(QuickstartOptions options, Duration rest) {
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end-quickstart"));
    try {
      tour(options);
      if (!options.once()) {
        progress.heading("Everything is up. Ctrl-C ends it and leaves nothing behind.");
        stay(rest);
      }
      end();
      return 0;
    } catch (Stopped e) {
      return 1; // the shutdown hook is at work, and the process ends with the signal's code
    } catch (RuntimeException e) {
      fail(e);
      return 1;
    }
  }

  private void tour(QuickstartOptions options) {
    if (options.kubeconfig().isPresent()) {
      new ClusterQuickstart(tree, directory, progress, parts).run(options);
    } else {
      LocalSystem system = new LocalSystem(tree, directory, progress, parts, Programs.ofJars(tree));
      new LocalQuickstart(tree, system, directory, progress).run(options);
    }
  }

  private void stay(Duration rest) {
    while (true) {
      parts.pause(rest);
    }
  }

  private void fail(RuntimeException e) {
    Logger log = LoggerFactory.getLogger(QuickstartRun.class);
    log.atError().setCause(e).log("the quickstart has failed");
    progress.failure(e instanceof QuickstartFailure ? e.getMessage() : "unexpected: " + e);
    if (ended.compareAndSet(false, true)) {
      parts.close();
      Descendants.awaitEnd();
      Path logs = directory.keepLogs();
      directory.close();
      progress.note("the logs are kept in " + logs);
      tellWhatFailed();
    }
  }

  private void end() {
    if (ended.compareAndSet(false, true)) {
      progress.waiting("stopping everything", "", progress.now());
      removeEnvFile();
      parts.close();
      Descendants.awaitEnd();
      directory.close();
      progress.done("stopped; no process and no file is left");
      tellWhatFailed();
    }
  }

  private void removeEnvFile() {
    try {
      Files.deleteIfExists(directory.resolve("env"));
    } catch (IOException e) {
      progress.failure("cannot remove the env file: " + e.getMessage());
    }
  }

  private void tellWhatFailed() {
    parts.failures().forEach(e -> progress.failure("while stopping: " + e));
  }
}
