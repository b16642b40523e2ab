package io.restproducer.dev.kubernetes.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Instant;
import java.util.Optional;

/** The three probes of one run of a container: the first holds the other two back. */
final class Probes {

  private final Optional<HttpProbe> startup;
  private final Optional<HttpProbe> readiness;
  private final Optional<HttpProbe> liveness;
  private boolean started;
  private boolean ready;

  Probes(Container container, String address) {
    Instant now = Instant.now();
    this.startup = probe(container.getStartupProbe(), container, address, now);
    this.readiness = probe(container.getReadinessProbe(), container, address, now);
    this.liveness = probe(container.getLivenessProbe(), container, address, now);
  }

  void advance() {
    if (!started) {
      startup.ifPresent(HttpProbe::advance);
      started = startup.map(HttpProbe::hasSucceeded).orElse(true);
    }
    if (started) {
      readiness.ifPresent(HttpProbe::advance);
      liveness.ifPresent(HttpProbe::advance);
      boolean succeeded = readiness.map(HttpProbe::hasSucceeded).orElse(true);
      boolean failed = readiness.map(HttpProbe::hasFailed).orElse(false);
      ready = succeeded || (ready && !failed);
    }
  }

  boolean isStarted() {
    return started;
  }

  boolean isReady() {
    return ready;
  }

  /** Whether the program should be restarted: it never came up, or it is no longer alive. */
  boolean isDead() {
    return started
        ? liveness.map(HttpProbe::hasFailed).orElse(false)
        : startup.map(HttpProbe::hasFailed).orElse(false);
  }

  private static Optional<HttpProbe> probe(
      Probe probe, Container container, String address, Instant now) {
    return Optional.ofNullable(probe).map(p -> new HttpProbe(p, container, address, now));
  }
}
