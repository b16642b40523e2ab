package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.Quantity;
import io.restproducer.contract.ProducerOptions;
import io.restproducer.crds.Exposure;
import io.restproducer.crds.KafkaAuthentication;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.RestProducerSpec;
import io.restproducer.operator.permission.NamespaceLabels;
import io.restproducer.operator.permission.Permission;
import io.restproducer.operator.pki.ServerNames;
import io.restproducer.operator.reconcile.ConditionType;
import io.restproducer.operator.reconcile.Finding;
import io.restproducer.operator.reconcile.Reason;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What must hold of a spec beyond its shape. Admission refuses it first; a server without CEL, or a
 * resource older than a rule, comes here.
 */
final class Rules {
  private static final int MESSAGE_SHARE = 16;

  private Rules() {}

  /** The first rule that the spec breaks, as a False of Accepted. */
  static Optional<Finding> broken(RestProducerSpec spec) {
    return memory(spec)
        .or(() -> options(spec))
        .or(() -> host(spec))
        .or(() -> ports(spec))
        .or(() -> CallerTls.of(spec).broken())
        .or(() -> kafka(spec));
  }

  /**
   * The rules of who may use {@code producer} that cannot be followed, a False of RulesResolved.
   */
  static Optional<Finding> unresolved(RestProducer producer, NamespaceLabels labels) {
    return labels.areWatched() || !Permission.needsLabels(producer)
        ? Optional.empty()
        : Optional.of(
            Finding.no(
                ConditionType.RULES_RESOLVED,
                Reason.NAMESPACES_NOT_WATCHED,
                "allowedServiceIds: this operator watches only some namespaces (WATCH_NAMESPACES)"
                    + " and sees no labels of any: a selector lets none in that asks for more than"
                    + " kubernetes.io/metadata.name: select by that name, write from: Same or"
                    + " from: All, or have it watch all namespaces"));
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
    List<String> problems = ProducerOptions.problems(producerOptions(spec));
    return problems.isEmpty()
        ? Optional.empty()
        : refused(Reason.OPTION_NOT_ALLOWED, String.join("; ", problems));
  }

  private static Optional<Finding> host(RestProducerSpec spec) {
    Exposure expose = spec.expose;
    if (expose.type == Exposure.Type.NODE_PORT && expose.api.host == null) {
      return refused(
          Reason.HOST_MISSING,
          "expose.api.host: with type NodePort write the name or address of the nodes that"
              + " callers use; it goes into the server certificate and cannot be guessed");
    }
    return name("expose.api.host", expose.api.host)
        .or(
            () ->
                expose.clientAuth.enabled
                    ? name("expose.clientAuth.host", expose.clientAuth.host)
                    : Optional.empty());
  }

  /** Of a name that no certificate can be for; null is none. */
  private static Optional<Finding> name(String field, String host) {
    if (host == null) {
      return Optional.empty();
    }
    try {
      ServerNames.of(List.of(host));
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return refused(Reason.OPTION_NOT_ALLOWED, field + ": " + e.getMessage());
    }
  }

  private static Optional<Finding> ports(RestProducerSpec spec) {
    Exposure expose = spec.expose;
    return expose.clientAuth.enabled && expose.api.port.equals(expose.clientAuth.port)
        ? refused(
            Reason.OPTION_NOT_ALLOWED,
            "expose.clientAuth.port: one Service has both ports, so it must differ from"
                + " expose.api.port, which is %d, too: change one of them or write clientAuth.enabled: false"
                    .formatted(expose.api.port))
        : Optional.empty();
  }

  private static Optional<Finding> kafka(RestProducerSpec spec) {
    KafkaAuthentication who = spec.kafka.authentication;
    boolean choices =
        who == null
            || Stream.of(who.scramSha512, who.scramSha256, who.plain, who.tls)
                    .filter(choice -> choice != null)
                    .count()
                == 1;
    if (!choices) {
      return refused(
          Reason.OPTION_NOT_ALLOWED,
          "kafka.authentication: write exactly one of scramSha512, scramSha256, plain and tls");
    }
    if (who != null && who.tls != null && spec.kafka.tls == null) {
      return refused(
          Reason.OPTION_NOT_ALLOWED,
          "kafka.authentication.tls: a client certificate needs TLS: write kafka.tls, too");
    }
    boolean trust =
        spec.kafka.tls == null
            || spec.kafka.tls.trustedCertificates == null
            || spec.kafka.tls.trustedCertificates.stream()
                .allMatch(trusted -> (trusted.certificate == null) != (trusted.pattern == null));
    return trust
        ? Optional.empty()
        : refused(
            Reason.OPTION_NOT_ALLOWED,
            "kafka.tls.trustedCertificates: write exactly one of certificate and pattern in each");
  }

  /** {@code kafka.producer}, where numbers may stand with or without quotes, as texts. */
  static Map<String, String> producerOptions(RestProducerSpec spec) {
    Map<String, String> texts = new TreeMap<>();
    if (spec.kafka.producer != null) {
      spec.kafka.producer.forEach(
          (name, value) -> texts.put(name, String.valueOf(value.getValue())));
    }
    return texts;
  }

  private static Optional<Finding> refused(Reason reason, String message) {
    return Optional.of(Finding.no(ConditionType.ACCEPTED, reason, message));
  }
}
