package io.restproducer.operator.reconcile;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Findings become the conditions of a status; a date moves only when its condition's status does.
 */
public final class Conditions {
  private Conditions() {}

  /**
   * All conditions of a status.
   *
   * @param previous of the status as it is; null: none yet
   * @param generation of the spec that the findings speak of
   */
  public static List<Condition> of(
      List<Finding> findings, List<Condition> previous, Long generation, Instant now) {
    return findings.stream()
        .sorted(Comparator.comparing(Finding::type))
        .map(finding -> condition(finding, previous, generation, now))
        .toList();
  }

  /** The condition of {@code type} in {@code conditions}, which may be null. */
  public static Optional<Condition> find(List<Condition> conditions, ConditionType type) {
    return conditions == null
        ? Optional.empty()
        : conditions.stream().filter(c -> type.text().equals(c.getType())).findFirst();
  }

  private static Condition condition(
      Finding finding, List<Condition> previous, Long generation, Instant now) {
    String since =
        find(previous, finding.type())
            .filter(before -> finding.status().text().equals(before.getStatus()))
            .map(Condition::getLastTransitionTime)
            .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
    return new ConditionBuilder()
        .withType(finding.type().text())
        .withStatus(finding.status().text())
        .withReason(finding.reason().text())
        .withMessage(finding.message())
        .withObservedGeneration(generation)
        .withLastTransitionTime(since)
        .build();
  }
}
