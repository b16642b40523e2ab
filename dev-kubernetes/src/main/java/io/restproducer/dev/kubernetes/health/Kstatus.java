package io.restproducer.dev.kubernetes.health;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;

/**
 * What Flux, kpt and others make of a resource: the rules for any kind, in their order (<a
 * href="https://github.com/kubernetes-sigs/cli-utils/blob/master/pkg/kstatus/README.md">kstatus</a>).
 */
public enum Kstatus {
  IN_PROGRESS,
  FAILED,
  CURRENT,
  TERMINATING;

  public static Kstatus of(
      ObjectMeta metadata, Long observedGeneration, List<Condition> conditions) {
    if (metadata.getDeletionTimestamp() != null) {
      return TERMINATING;
    }
    if (observedGeneration != null && !observedGeneration.equals(metadata.getGeneration())) {
      return IN_PROGRESS;
    }
    if (says("Reconciling", "True", conditions)) {
      return IN_PROGRESS;
    }
    if (says("Stalled", "True", conditions)) {
      return FAILED;
    }
    boolean unready = says("Ready", "False", conditions) || says("Ready", "Unknown", conditions);
    return unready ? IN_PROGRESS : CURRENT;
  }

  private static boolean says(String type, String status, List<Condition> conditions) {
    return conditions.stream()
        .anyMatch(c -> type.equals(c.getType()) && status.equals(c.getStatus()));
  }
}
