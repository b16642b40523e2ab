package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;

/** How far a Deployment has come with the spec that was last applied. */
record Rollout(int wanted, int updated, int total, int ready, boolean observed) {
  static Rollout of(Deployment deployment) {
    DeploymentStatus status =
        deployment.getStatus() == null ? new DeploymentStatus() : deployment.getStatus();
    Long observed = status.getObservedGeneration();
    return new Rollout(
        number(deployment.getSpec().getReplicas()),
        number(status.getUpdatedReplicas()),
        number(status.getReplicas()),
        number(status.getReadyReplicas()),
        observed != null && observed >= deployment.getMetadata().getGeneration());
  }

  /** Every pod is of this spec, as many as wanted, and ready. */
  boolean isComplete() {
    return observed && updated == wanted && total == wanted && ready == wanted;
  }

  private static int number(Integer value) {
    return value == null ? 0 : value;
  }
}
