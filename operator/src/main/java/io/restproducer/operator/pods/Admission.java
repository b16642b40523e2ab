package io.restproducer.operator.pods;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Lets a limited number of asynchronous calls run at once; the others wait in order. */
final class Admission {
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int free;

  Admission(int limit) {
    free = limit;
  }

  <T> CompletableFuture<T> run(Supplier<CompletableFuture<T>> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    admit(() -> start(call, result));
    return result;
  }

  private <T> void start(Supplier<CompletableFuture<T>> call, CompletableFuture<T> result) {
    begin(call)
        .whenComplete(
            (value, failure) -> {
              release();
              if (failure == null) {
                result.complete(value);
              } else {
                result.completeExceptionally(failure);
              }
            });
  }

  /** A call that fails before it begins must give its place back like any other. */
  private static <T> CompletableFuture<T> begin(Supplier<CompletableFuture<T>> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void admit(Runnable start) {
    synchronized (waiting) {
      if (free == 0) {
        waiting.add(start);
        return;
      }
      free--;
    }
    start.run();
  }

  private void release() {
    Runnable next;
    synchronized (waiting) {
      next = waiting.poll();
      if (next == null) {
        free++;
        return;
      }
    }
    next.run();
  }
}
