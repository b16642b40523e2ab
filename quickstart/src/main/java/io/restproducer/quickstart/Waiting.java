package io.restproducer.quickstart;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.function.Supplier;

/** Waits for something and shows what it waits for; gives up with the last state seen. */
final class Waiting {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Progress progress;
  private final Parts parts;
  private final Runnable watch;

  /**
   * @param watch throws when waiting any longer makes no sense, say because a program has ended
   */
  Waiting(Progress progress, Parts parts, Runnable watch) {
    this.progress = progress;
    this.parts = parts;
    this.watch = watch;
  }

  <T> T until(String what, Duration limit, Supplier<Finding<T>> look) {
    long since = progress.now();
    while (true) {
      Finding<T> finding = look(look);
      if (finding.result().isPresent()) {
        return finding.result().get();
      }
      watch.run();
      if (progress.now() - since > limit.toNanos()) {
        throw new QuickstartFailure(
            "gave up after %d s: %s. Last seen: %s"
                .formatted(limit.toSeconds(), what, finding.state()));
      }
      progress.waiting(what, finding.state(), since);
      parts.pause(PAUSE);
    }
  }

  private static <T> Finding<T> look(Supplier<Finding<T>> look) {
    try {
      return look.get();
    } catch (KubernetesClientException e) {
      return Finding.notYet("the API server says: " + e.getMessage());
    }
  }
}
