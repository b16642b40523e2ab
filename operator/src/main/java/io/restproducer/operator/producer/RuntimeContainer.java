package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LifecycleBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.restproducer.contract.ManagementPaths;
import io.restproducer.contract.RuntimeEnvironment;
import java.util.List;

/** The one container of a pod. No secret in its arguments or its environment. */
final class RuntimeContainer {
  static final String NAME = "producer-runtime";
  static final String MANAGEMENT = "management";

  private RuntimeContainer() {}

  static Container build(Blueprint blueprint) {
    return new ContainerBuilder()
        .withName(NAME)
        .withImage(blueprint.image())
        .withArgs("--config", RuntimeVolumes.CONFIGURATION_DIRECTORY)
        .withEnv(
            number(RuntimeEnvironment.MAX_KEY_SIZE, blueprint.spec().maxKeySize),
            number(RuntimeEnvironment.MAX_MESSAGE_SIZE, blueprint.spec().maxMessageSize))
        .withPorts(ports(blueprint))
        .withResources(ContainerResources.of(blueprint.spec()))
        .withVolumeMounts(RuntimeVolumes.mounts())
        .withStartupProbe(probe(ManagementPaths.LIVE, 2, 60))
        .withLivenessProbe(probe(ManagementPaths.LIVE, 10, 6))
        .withReadinessProbe(probe(ManagementPaths.READY, 2, 3))
        .withLifecycle(
            new LifecycleBuilder()
                .withNewPreStop()
                .withNewSleep((long) Drain.of(blueprint.spec()).sleep())
                .endPreStop()
                .build())
        .withSecurityContext(
            new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withRunAsNonRoot(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build())
        .build();
  }

  private static EnvVar number(String name, int value) {
    return new EnvVar(name, Integer.toString(value), null);
  }

  private static List<ContainerPort> ports(Blueprint blueprint) {
    ContainerPort api = port(RuntimeService.API, RuntimeConfigMap.API_PORT);
    ContainerPort management = port(MANAGEMENT, RuntimeConfigMap.MANAGEMENT_PORT);
    return blueprint.spec().expose.clientAuth.enabled
        ? List.of(
            api, port(RuntimeService.CLIENT_AUTH, RuntimeConfigMap.CLIENT_AUTH_PORT), management)
        : List.of(api, management);
  }

  private static ContainerPort port(String name, int number) {
    return new ContainerPortBuilder()
        .withName(name)
        .withContainerPort(number)
        .withProtocol("TCP")
        .build();
  }

  private static Probe probe(String path, int period, int failures) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath(path)
        .withPort(new IntOrString(MANAGEMENT))
        .withScheme("HTTP")
        .endHttpGet()
        .withPeriodSeconds(period)
        .withTimeoutSeconds(2)
        .withSuccessThreshold(1)
        .withFailureThreshold(failures)
        .build();
  }
}
