package io.restproducer.cli;

import io.restproducer.cli.cluster.Resource;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.RestProducerStatus;
import java.util.Optional;

/** What callers and scripts want to know of one RestProducer. */
record Installation(
    String namespace,
    String name,
    String apiEndpoint,
    String clientAuthEndpoint,
    Integer maxKeySize,
    Integer maxMessageSize,
    Integer readyReplicas,
    Integer replicas,
    boolean ready,
    String message) {

  static Installation of(Resource resource) {
    RestProducerStatus status =
        Optional.ofNullable(resource.as(RestProducer.class).getStatus())
            .orElseGet(RestProducerStatus::new);
    Optional<Resource.Condition> ready = resource.condition("Ready");
    return new Installation(
        resource.namespace(),
        resource.name(),
        endpoint(resource, "api").orElse(null),
        endpoint(resource, "clientAuth").orElse(null),
        status.limits == null ? null : status.limits.maxKeySize,
        status.limits == null ? null : status.limits.maxMessageSize,
        status.readyReplicas,
        status.replicas,
        resource.isObserved() && ready.filter(Resource.Condition::isTrue).isPresent(),
        resource.isObserved()
            ? ready.map(Resource.Condition::words).orElse("not looked at yet")
            : "the operator has not acted on the spec yet");
  }

  /** The URL that callers use. */
  static Optional<String> endpoint(Resource resource, String name) {
    return resource
        .entry("/status/endpoints", "name", name)
        .map(entry -> entry.path("url").asText())
        .filter(url -> !url.isEmpty());
  }

  String text() {
    return new Columns()
        .row("RestProducer:", namespace + "/" + name)
        .row("REST producer API endpoint:", apiEndpoint)
        .row("REST producer SSL client auth endpoint:", clientAuthEndpoint)
        .row("Maximum key size:", bytes(maxKeySize))
        .row("Maximum message size:", bytes(maxMessageSize))
        .row("Pods ready:", count(readyReplicas) + " of " + count(replicas))
        .row("Ready:", (ready ? "yes" : "no") + " (" + message + ")")
        .text();
  }

  private static String bytes(Integer number) {
    return number == null ? null : number + " bytes";
  }

  private static int count(Integer number) {
    return number == null ? 0 : number;
  }
}
