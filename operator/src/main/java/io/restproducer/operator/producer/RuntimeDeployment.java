package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.restproducer.operator.reconcile.Ownership;

/** The rollout of the runtime: a new pod is ready before an old one goes, and none is forced. */
final class RuntimeDeployment {
  private static final long USER = 65_532L;
  private static final int REVISIONS_KEPT = 2;

  private RuntimeDeployment() {}

  /**
   * Builds it.
   *
   * @param configuration name of the ConfigMap that this revision reads
   */
  static Deployment build(Blueprint blueprint, String configuration) {
    return new DeploymentBuilder()
        .withMetadata(
            Ownership.child(
                blueprint.producer(), blueprint.names().deployment(), blueprint.labels()))
        .withNewSpec()
        .withReplicas(blueprint.spec().replicas)
        .withRevisionHistoryLimit(REVISIONS_KEPT)
        .withNewSelector()
        .withMatchLabels(blueprint.selector())
        .endSelector()
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withMaxSurge(new IntOrString(1))
        .withMaxUnavailable(new IntOrString(0))
        .endRollingUpdate()
        .endStrategy()
        .withTemplate(template(blueprint, configuration))
        .endSpec()
        .build();
  }

  private static PodTemplateSpec template(Blueprint blueprint, String configuration) {
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(blueprint.labels())
        .endMetadata()
        .withNewSpec()
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds((long) Drain.of(blueprint.spec()).gracePeriod())
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(USER)
        .withRunAsGroup(USER)
        .withFsGroup(USER)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .withContainers(RuntimeContainer.build(blueprint))
        .withVolumes(RuntimeVolumes.build(blueprint, configuration))
        .endSpec()
        .build();
  }
}
