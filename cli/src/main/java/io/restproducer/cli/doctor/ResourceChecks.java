package io.restproducer.cli.doctor;

import io.restproducer.cli.cluster.Resource;
import io.restproducer.cli.cluster.Resource.Condition;
import java.util.Optional;

/** What the RestProducer's own status says of operator, spec, broker, limits and pods. */
public final class ResourceChecks {
  private final Resource instance;

  /** Creates them for a RestProducer as it is now. */
  public ResourceChecks(Resource instance) {
    this.instance = instance;
  }

  /** Adds them, in their order. */
  public Examination addTo(Examination examination) {
    return examination
        .then(() -> Verdict.ok("instance", instance.id()))
        .then(this::operator)
        .then(this::spec)
        .then(this::broker)
        .then(this::limits)
        .then(this::pods);
  }

  private Verdict operator() {
    if (instance.isObserved()) {
      return Verdict.ok("operator", "has acted on the present spec");
    }
    return Verdict.broken(
        "operator",
        "it has not acted on generation %d of the spec (it is at %s)"
            .formatted(
                instance.generation(), instance.text("/status/observedGeneration").orElse("none")),
        "see whether it runs: kubectl -n restproducer-system get pods, and its log; what is there goes on"
            + " meanwhile, only changes wait");
  }

  private Verdict spec() {
    return instance
        .condition("Accepted")
        .filter(Condition::isFalse)
        .map(
            c ->
                Verdict.broken(
                    "spec",
                    c.words(),
                    "change it: kubectl -n " + namespaced() + " edit restproducer"))
        .orElseGet(() -> Verdict.ok("spec", "accepted"));
  }

  private Verdict broker() {
    Optional<Condition> kafka = instance.condition("KafkaReachable");
    return kafka
        .filter(Condition::isFalse)
        .map(c -> Verdict.broken("broker", c.words(), remedyOfKafka(c.reason())))
        .orElseGet(
            () ->
                kafka.isPresent()
                    ? Verdict.ok("broker", "reachable")
                    : Verdict.skipped("broker", "no pod has said yet whether Kafka is reachable"));
  }

  private static String remedyOfKafka(String reason) {
    return switch (reason) {
      case "AuthenticationFailed" ->
          "put the account right: the Secret that spec.kafka.authentication names, or the broker's user";
      case "TlsFailed" ->
          "put the trust right: spec.kafka.tls.trustedCertificates, or the broker's certificate";
      default ->
          "see whether the brokers run, whether spec.kafka.bootstrapServers is right, and whether a"
              + " NetworkPolicy lets the pods out";
    };
  }

  private Verdict limits() {
    Optional<Condition> broken =
        instance.condition("LimitsWithinBroker").filter(Condition::isFalse);
    if (broken.isPresent()) {
      return Verdict.broken(
          "limits",
          broken.get().words(),
          "lower the limit: kubectl restproducer limits --max-message-size N; or raise the one in Kafka"
              + " that is named");
    }
    return Verdict.ok(
        "limits",
        "key %s bytes, message %s bytes"
            .formatted(
                instance.text("/status/limits/maxKeySize").orElse("?"),
                instance.text("/status/limits/maxMessageSize").orElse("?")));
  }

  private Verdict pods() {
    int ready = instance.json().at("/status/readyReplicas").asInt(0);
    int all = instance.json().at("/status/replicas").asInt(0);
    String words =
        instance.condition("Ready").filter(c -> !c.isTrue()).map(Condition::words).orElse("");
    if (ready == 0) {
      return Verdict.broken(
          "pods",
          "none of %d is ready%s".formatted(all, words.isEmpty() ? "" : ", " + words),
          instance.json().at("/spec/replicas").asInt(2) == 0
              ? "raise spec.replicas, which is 0"
              : "see them: kubectl -n " + namespaced() + " get pods,events");
    }
    return Verdict.ok(
        "pods", "%d of %d ready%s".formatted(ready, all, words.isEmpty() ? "" : ", " + words));
  }

  private String namespaced() {
    return instance.namespace();
  }
}
