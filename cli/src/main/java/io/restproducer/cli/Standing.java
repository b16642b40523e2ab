package io.restproducer.cli;

import io.restproducer.cli.cluster.Resource;
import io.restproducer.cli.host.Failure;
import java.util.Optional;

/** What the operator says of a resource's present spec. */
final class Standing {
  private Standing() {}

  /** Fails once the operator has said that somebody has to change something. */
  static void refuseProblem(Resource resource, String remedy) {
    problem(resource)
        .ifPresent(
            said -> {
              throw new Failure("%s: %s; %s".formatted(resource.id(), said, remedy));
            });
  }

  /** What somebody has to change, if the operator has said so of this very spec. */
  static Optional<String> problem(Resource resource) {
    return resource
        .current("Accepted")
        .filter(Resource.Condition::isFalse)
        .map(Resource.Condition::words);
  }

  /** What is still missing, for people. */
  static String missing(Resource resource, String condition) {
    if (!resource.isObserved()) {
      return "the operator has not acted on the change yet";
    }
    return resource
        .condition(condition)
        .filter(found -> !found.isTrue())
        .map(Resource.Condition::words)
        .orElse("not everywhere yet");
  }
}
