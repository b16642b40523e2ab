package io.restproducer.operator.permission;

import io.restproducer.contract.TopicPattern;
import io.restproducer.crds.AllowedServiceIds;
import io.restproducer.crds.NamespaceSelector;
import io.restproducer.crds.RestProducer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules of one RestProducer, asked about namespaces. What no rule allows is refused. Pure. */
public final class Permission {
  private static final String NAMESPACE = "${namespace}";

  private final String home;
  private final List<AllowedServiceIds> rules;
  private final NamespaceLabels labels;

  private Permission(String home, List<AllowedServiceIds> rules, NamespaceLabels labels) {
    this.home = home;
    this.rules = rules;
    this.labels = labels;
  }

  /** What the rules of {@code producer} say. */
  public static Permission of(RestProducer producer, NamespaceLabels labels) {
    List<AllowedServiceIds> rules = producer.getSpec().allowedServiceIds;
    return new Permission(
        producer.getMetadata().getNamespace(), rules == null ? List.of() : rules, labels);
  }

  /** Whether any rule asks for labels of namespaces that only the API server knows. */
  public static boolean needsLabels(RestProducer producer) {
    List<AllowedServiceIds> rules = producer.getSpec().allowedServiceIds;
    return rules != null
        && rules.stream()
            .filter(rule -> rule.from == AllowedServiceIds.From.SELECTOR && rule.selector != null)
            .anyMatch(rule -> !LabelMatch.needsOnlyTheName(rule.selector));
  }

  /** What ServiceIds of {@code namespace} may be granted at most; empty: no rule lets them in. */
  public Optional<Ceiling> ceiling(String namespace) {
    List<AllowedServiceIds> applying =
        rules.stream().filter(rule -> appliesTo(rule, namespace)).toList();
    return applying.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Ceiling(
                applying.stream().anyMatch(Permission::isUnlimited),
                applying.stream()
                    .filter(rule -> rule.topicPatterns != null)
                    .flatMap(rule -> rule.topicPatterns.stream())
                    .map(pattern -> new TopicPattern(pattern.replace(NAMESPACE, namespace)))
                    .distinct()
                    .toList()));
  }

  private boolean appliesTo(AllowedServiceIds rule, String namespace) {
    return switch (rule.from) {
      case SAME -> namespace.equals(home);
      case ALL -> true;
      case SELECTOR -> rule.selector != null && selects(rule.selector, namespace);
    };
  }

  private boolean selects(NamespaceSelector selector, String namespace) {
    Optional<Map<String, String>> known =
        LabelMatch.needsOnlyTheName(selector)
            ? Optional.of(Map.of(LabelMatch.NAME, namespace))
            : labels.of(namespace);
    return known.filter(found -> LabelMatch.matches(selector, found)).isPresent();
  }

  /** Only those of the same namespace may be trusted with every topic by silence. */
  private static boolean isUnlimited(AllowedServiceIds rule) {
    return rule.from == AllowedServiceIds.From.SAME && rule.topicPatterns == null;
  }
}
