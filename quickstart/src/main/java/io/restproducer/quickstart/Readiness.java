package io.restproducer.quickstart;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.ServiceId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads from the conditions whether both example resources are Ready, and else why not. */
final class Readiness {
  private final KubernetesClient client;
  private final Examples examples;

  Readiness(KubernetesClient client, Examples examples) {
    this.client = client;
    this.examples = examples;
  }

  /** Returns when both are Ready, and says so. */
  void await(Waiting waiting, Duration limit, Progress progress) {
    RestProducer producer = waiting.until("both resources become Ready", limit, this::look);
    progress.done(
        "RestProducer %s (%d pods) and ServiceId %s are Ready"
            .formatted(
                examples.restProducerName(),
                producer.getStatus().readyReplicas,
                examples.serviceIdName()));
  }

  Finding<RestProducer> look() {
    RestProducer producer =
        client
            .resources(RestProducer.class)
            .inNamespace(examples.namespace())
            .withName(examples.restProducerName())
            .get();
    ServiceId serviceId =
        client
            .resources(ServiceId.class)
            .inNamespace(examples.serviceIdNamespace())
            .withName(examples.serviceIdName())
            .get();
    String missing =
        Stream.of(
                missing(producer, conditions(producer)), missing(serviceId, conditions(serviceId)))
            .flatMap(Optional::stream)
            .collect(Collectors.joining("; "));
    return missing.isEmpty() ? Finding.there(producer) : Finding.notYet(missing);
  }

  /** What keeps an object from being Ready for its present generation; empty: nothing. */
  static Optional<String> missing(HasMetadata object, List<Condition> conditions) {
    String name = object.getKind() + " " + object.getMetadata().getName();
    Optional<Condition> stalled = condition(conditions, "Stalled", "True");
    if (stalled.isPresent()) {
      throw new QuickstartFailure(name + " is stalled: " + told(stalled.get()));
    }
    Optional<Condition> ready =
        conditions.stream().filter(condition -> condition.getType().equals("Ready")).findFirst();
    if (ready.isEmpty()) {
      return Optional.of(name + " has no status yet");
    }
    boolean current =
        Objects.equals(ready.get().getObservedGeneration(), object.getMetadata().getGeneration());
    if (ready.get().getStatus().equals("True") && current) {
      return Optional.empty();
    }
    return Optional.of(name + " " + told(ready.get()));
  }

  private static Optional<Condition> condition(
      List<Condition> conditions, String type, String status) {
    return conditions.stream()
        .filter(condition -> condition.getType().equals(type))
        .filter(condition -> condition.getStatus().equals(status))
        .findFirst();
  }

  private static String told(Condition condition) {
    return condition.getReason() + ": " + condition.getMessage();
  }

  private static List<Condition> conditions(RestProducer producer) {
    return producer.getStatus() == null || producer.getStatus().conditions == null
        ? List.of()
        : producer.getStatus().conditions;
  }

  private static List<Condition> conditions(ServiceId serviceId) {
    return serviceId.getStatus() == null || serviceId.getStatus().conditions == null
        ? List.of()
        : serviceId.getStatus().conditions;
  }
}
