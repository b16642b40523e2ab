package io.restproducer.quickstart;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The processes below this one. At the end of a run none but the sweeper may be left. */
final class Descendants {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private Descendants() {}

  /**
   * Waits until they have ended: at the end of this process some are stopped by others.
   *
   * @throws QuickstartFailure naming those that do not end
   */
  static void awaitEnd() {
    List<ProcessHandle> left = living();
    try {
      CompletableFuture.allOf(
              left.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
          .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      List<ProcessHandle> stuck = living();
      stuck.forEach(ProcessHandle::destroyForcibly);
      throw new QuickstartFailure("had to kill processes that did not end: " + stuck, e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<ProcessHandle> living() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> !Sweeper.isSweeper(process))
        .toList();
  }
}
