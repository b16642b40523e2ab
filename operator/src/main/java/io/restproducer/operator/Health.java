package io.restproducer.operator;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ready while every watch works, and while standing by; alive unless a watch has ended for good.
 */
final class Health {
  private static final Logger LOG = LoggerFactory.getLogger(Health.class);

  private volatile Optional<Supplier<List<String>>> controllers = Optional.empty();
  private volatile Optional<String> broken = Optional.empty();
  private volatile boolean standingBy;
  private volatile boolean stopping;

  /** Another process leads; this one is ready to follow it. */
  void standingBy() {
    standingBy = true;
  }

  /** Watches are being filled: the lead was taken. */
  void starting() {
    standingBy = false;
  }

  /** From now on readiness is what {@code unhealthy} says: the watches that do not work. */
  void started(Supplier<List<String>> unhealthy) {
    controllers = Optional.of(unhealthy);
  }

  void stopping() {
    stopping = true;
  }

  boolean isStopping() {
    return stopping;
  }

  void watchEnded(Throwable failure) {
    if (failure != null && !stopping) {
      LOG.atError().setCause(failure).log("a watch has ended; this process has to be restarted");
      broken = Optional.of("a watch has ended");
    }
  }

  /** Whether the controllers of this process run. */
  boolean leads() {
    return controllers.isPresent() && !stopping;
  }

  List<String> broken() {
    return broken.stream().toList();
  }

  /** What a healthy process says of itself. */
  String role() {
    return standingBy ? "standby" : "ok";
  }

  List<String> unready() {
    if (standingBy && !stopping) {
      return List.of();
    }
    if (controllers.isEmpty() || stopping) {
      return List.of(stopping ? "stopping" : "starting");
    }
    return Stream.concat(broken.stream(), controllers.get().get().stream()).toList();
  }
}
