package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.restproducer.operator.reconcile.Ownership;

/** Lets a drain of nodes take one pod at a time; wanted only where more than one runs. */
final class RuntimeDisruptionBudget {
  private RuntimeDisruptionBudget() {}

  static boolean isWanted(Blueprint blueprint) {
    return blueprint.spec().replicas > 1;
  }

  static PodDisruptionBudget build(Blueprint blueprint) {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(
            Ownership.child(
                blueprint.producer(), blueprint.names().disruptionBudget(), blueprint.labels()))
        .withNewSpec()
        .withMaxUnavailable(new IntOrString(1))
        .withNewSelector()
        .withMatchLabels(blueprint.selector())
        .endSelector()
        .endSpec()
        .build();
  }
}
