package io.restproducer.operator;

import io.javaoperatorsdk.operator.RuntimeInfo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ready while every watch works; alive unless a watch has ended for good. */
final class Health {
  private static final Logger LOG = LoggerFactory.getLogger(Health.class);

  private volatile List<RuntimeInfo> controllers = List.of();
  private volatile Optional<String> broken = Optional.empty();
  private volatile boolean stopping;

  void started(List<RuntimeInfo> running) {
    controllers = List.copyOf(running);
  }

  void stopping() {
    stopping = true;
  }

  void informerStopped(Throwable failure) {
    if (failure != null && !stopping) {
      LOG.atError().setCause(failure).log("a watch has ended; this process has to be restarted");
      broken = Optional.of("a watch has ended");
    }
  }

  List<String> broken() {
    return broken.stream().toList();
  }

  List<String> unready() {
    if (controllers.isEmpty() || stopping) {
      return List.of(stopping ? "stopping" : "starting");
    }
    Stream<String> unhealthy =
        controllers.stream()
            .flatMap(controller -> controller.unhealthyEventSources().entrySet().stream())
            .filter(sources -> !sources.getValue().isEmpty())
            .map(sources -> sources.getKey() + ": " + sources.getValue().keySet());
    return Stream.concat(broken.stream(), unhealthy).toList();
  }
}
