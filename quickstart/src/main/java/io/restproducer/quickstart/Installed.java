package io.restproducer.quickstart;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a run has put into a cluster; closed, it takes away again what was not there before. */
final class Installed implements AutoCloseable {
  private final Manifests manifests;
  private final Progress progress;
  private final Deque<HasMetadata> made = new ArrayDeque<>();

  Installed(Manifests manifests, Progress progress) {
    this.manifests = manifests;
    this.progress = progress;
  }

  /** Applies an object; one that was there already is somebody else's and stays at the end. */
  void apply(HasMetadata object) {
    boolean isNew = !made.contains(object) && !manifests.exists(object);
    manifests.apply(object);
    if (isNew) {
      made.push(object);
    }
  }

  @Override
  public void close() {
    long since = progress.now();
    while (!made.isEmpty()) {
      HasMetadata object = made.pop();
      progress.waiting(
          "removing what was installed",
          object.getKind() + " " + object.getMetadata().getName(),
          since);
      manifests.delete(object);
    }
  }
}
