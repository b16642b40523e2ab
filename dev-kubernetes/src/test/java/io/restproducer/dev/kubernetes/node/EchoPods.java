package io.restproducer.dev.kubernetes.node;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Deployments and Services of {@link EchoServer}. */
final class EchoPods {

  static final Map<String, List<String>> COMMANDS =
      Map.of(
          "example/echo",
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx32m",
              "-XX:TieredStopAtLevel=1",
              "-cp",
              classes(),
              EchoServer.class.getName()));

  private EchoPods() {}

  private static String classes() {
    return EchoServer.class.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  static Namespace namespace(String name) {
    return new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build();
  }

  static ObjectMeta meta(String namespace, String name) {
    return new ObjectMetaBuilder().withNamespace(namespace).withName(name).build();
  }

  static Deployment deployment(ObjectMeta meta, String version, int replicas) {
    return new DeploymentBuilder()
        .withMetadata(meta)
        .withNewSpec()
        .withReplicas(replicas)
        .withNewSelector()
        .addToMatchLabels("app", "echo")
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .addToLabels("app", "echo")
        .endMetadata()
        .withNewSpec()
        .withTerminationGracePeriodSeconds(20L)
        .addNewVolume()
        .withName("config")
        .withNewProjected()
        .addNewSource()
        .withNewSecret()
        .withName("token")
        .endSecret()
        .endSource()
        .endProjected()
        .endVolume()
        .addNewContainer()
        .withName("echo")
        .withImage("example/echo:1")
        .withArgs("--config", "/etc/echo")
        .addNewVolumeMount()
        .withName("config")
        .withMountPath("/etc/echo")
        .endVolumeMount()
        .addNewEnv()
        .withName("VERSION")
        .withValue(version)
        .endEnv()
        .addNewEnv()
        .withName("POD")
        .withNewValueFrom()
        .withNewFieldRef()
        .withFieldPath("metadata.name")
        .endFieldRef()
        .endValueFrom()
        .endEnv()
        .addNewPort()
        .withName("api")
        .withContainerPort(8443)
        .endPort()
        .addNewPort()
        .withName("management")
        .withContainerPort(8080)
        .endPort()
        .withStartupProbe(probe("broken".equals(version) ? 3 : 20))
        .withReadinessProbe(probe(2))
        .withNewLifecycle()
        .withNewPreStop()
        .withNewSleep()
        .withSeconds(1L)
        .endSleep()
        .endPreStop()
        .endLifecycle()
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  static Service service(ObjectMeta meta) {
    return new ServiceBuilder()
        .withMetadata(meta)
        .withNewSpec()
        .withType("NodePort")
        .addToSelector("app", "echo")
        .addNewPort()
        .withName("api")
        .withPort(443)
        .withTargetPort(new IntOrString("api"))
        .endPort()
        .endSpec()
        .build();
  }

  private static Probe probe(int failures) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath("/readyz")
        .withPort(new IntOrString("management"))
        .endHttpGet()
        .withPeriodSeconds(1)
        .withFailureThreshold(failures)
        .build();
  }
}
