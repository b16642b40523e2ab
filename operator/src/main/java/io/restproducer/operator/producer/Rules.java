package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.Quantity;
import io.restproducer.crds.Exposure;
import io.restproducer.crds.RestProducerSpec;
import io.restproducer.operator.reconcile.ConditionType;
import io.restproducer.operator.reconcile.Finding;
import io.restproducer.operator.reconcile.Reason;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What must hold of a spec beyond its shape. Admission refuses it first; a server without CEL, or a
 * resource older than a rule, comes here.
 */
final class Rules {
  private static final int MESSAGE_SHARE = 16;
  private static final Set<String> PRODUCER_OPTIONS =
      Set.of(
          "acks",
          "batch.size",
          "client.dns.lookup",
          "compression.type",
          "delivery.timeout.ms",
          "linger.ms",
          "metadata.max.age.ms",
          "reconnect.backoff.max.ms",
          "reconnect.backoff.ms",
          "request.timeout.ms");

  private Rules() {}

  /** The first rule that the spec breaks, as a False of Accepted. */
  static Optional<Finding> broken(RestProducerSpec spec) {
    return memory(spec).or(() -> options(spec)).or(() -> acks(spec)).or(() -> host(spec));
  }

  private static Optional<Finding> memory(RestProducerSpec spec) {
    Quantity limit = ContainerResources.of(spec).getLimits().get("memory");
    BigDecimal bytes = limit.getNumericalAmount();
    BigDecimal needed = BigDecimal.valueOf((long) spec.maxMessageSize * MESSAGE_SHARE);
    return needed.compareTo(bytes) <= 0
        ? Optional.empty()
        : refused(
            Reason.MEMORY_LIMIT_TOO_SMALL,
            "maxMessageSize: %d bytes need a memory limit of at least %s bytes, resources.limits.memory is %s: raise the limit or lower maxMessageSize"
                .formatted(spec.maxMessageSize, needed.toPlainString(), bytes.toPlainString()));
  }

  private static Optional<Finding> options(RestProducerSpec spec) {
    Set<String> unknown = new TreeSet<>(producerOptions(spec).keySet());
    unknown.removeAll(PRODUCER_OPTIONS);
    return unknown.isEmpty()
        ? Optional.empty()
        : refused(
            Reason.OPTION_NOT_ALLOWED,
            "kafka.producer: not an option here: %s; these are: %s"
                .formatted(
                    String.join(", ", unknown),
                    String.join(", ", new TreeSet<>(PRODUCER_OPTIONS))));
  }

  private static Optional<Finding> acks(RestProducerSpec spec) {
    String acks = String.valueOf(producerOptions(spec).getOrDefault("acks", "all"));
    return Set.of("all", "-1", "1").contains(acks)
        ? Optional.empty()
        : refused(
            Reason.OPTION_NOT_ALLOWED,
            "kafka.producer.acks: write all (default) or 1; 0 would lose records unnoticed");
  }

  private static Optional<Finding> host(RestProducerSpec spec) {
    boolean missing = spec.expose.type == Exposure.Type.NODE_PORT && spec.expose.api.host == null;
    return missing
        ? refused(
            Reason.HOST_MISSING,
            "expose.api.host: with type NodePort write the name or address of the nodes that"
                + " callers use; it goes into the server certificate and cannot be guessed")
        : Optional.empty();
  }

  static Map<String, String> producerOptions(RestProducerSpec spec) {
    return spec.kafka.producer == null ? Map.of() : ProducerOptions.texts(spec.kafka.producer);
  }

  private static Optional<Finding> refused(Reason reason, String message) {
    return Optional.of(Finding.no(ConditionType.ACCEPTED, reason, message));
  }
}
