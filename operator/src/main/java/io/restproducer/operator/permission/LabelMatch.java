package io.restproducer.operator.permission;

import io.restproducer.crds.NamespaceSelector;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Whether labels are selected, as Kubernetes means it. Pure. */
final class LabelMatch {
  /** The API server's own label of every namespace: its name. Nobody can change it. */
  static final String NAME = "kubernetes.io/metadata.name";

  private LabelMatch() {}

  /** Whether a namespace's name is all that {@code selector} asks for. */
  static boolean needsOnlyTheName(NamespaceSelector selector) {
    return keys(selector).allMatch(NAME::equals);
  }

  private static Stream<String> keys(NamespaceSelector selector) {
    return Stream.concat(
        selector.matchLabels == null ? Stream.of() : selector.matchLabels.keySet().stream(),
        selector.matchExpressions == null
            ? Stream.of()
            : selector.matchExpressions.stream().map(requirement -> requirement.key));
  }

  /** Nothing at all selects nothing: admission refuses it, and it must not become everything. */
  static boolean matches(NamespaceSelector selector, Map<String, String> labels) {
    Map<String, String> wanted = selector.matchLabels == null ? Map.of() : selector.matchLabels;
    List<NamespaceSelector.Requirement> requirements =
        selector.matchExpressions == null ? List.of() : selector.matchExpressions;
    return !(wanted.isEmpty() && requirements.isEmpty())
        && labels.entrySet().containsAll(wanted.entrySet())
        && requirements.stream().allMatch(requirement -> holds(requirement, labels));
  }

  private static boolean holds(
      NamespaceSelector.Requirement requirement, Map<String, String> labels) {
    List<String> values = requirement.values == null ? List.of() : requirement.values;
    String value = labels.get(requirement.key);
    return switch (requirement.operator) {
      case IN -> value != null && values.contains(value);
      case NOT_IN -> value == null || !values.contains(value);
      case EXISTS -> value != null;
      case DOES_NOT_EXIST -> value == null;
    };
  }
}
