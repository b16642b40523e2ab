package io.restproducer.dev.kubernetes.josdk;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;

/** The three children of a Gadget, each kept by JOSDK's own means. */
final class GadgetChildren {

  private GadgetChildren() {}

  /** A ConfigMap whose keys depend on the size. */
  public static final class Settings extends CRUDKubernetesDependentResource<ConfigMap, Gadget> {
    @Override
    protected ConfigMap desired(Gadget gadget, Context<Gadget> context) {
      ConfigMapBuilder map = new ConfigMapBuilder().withMetadata(meta(gadget));
      for (int i = 0; i < gadget.getSpec().getSize(); i++) {
        map.addToData("key" + i, "value");
      }
      return map.build();
    }
  }

  /** A Secret. */
  public static final class Token extends CRUDKubernetesDependentResource<Secret, Gadget> {
    @Override
    protected Secret desired(Gadget gadget, Context<Gadget> context) {
      return new SecretBuilder().withMetadata(meta(gadget)).addToData("token", "eA==").build();
    }
  }

  /** A Deployment with everything that is merged by key. */
  public static final class Program extends CRUDKubernetesDependentResource<Deployment, Gadget> {
    @Override
    protected Deployment desired(Gadget gadget, Context<Gadget> context) {
      return new DeploymentBuilder()
          .withMetadata(meta(gadget))
          .withNewSpec()
          .withReplicas(gadget.getSpec().getSize())
          .withNewSelector()
          .addToMatchLabels("app", "gadget")
          .endSelector()
          .withNewTemplate()
          .withNewMetadata()
          .addToLabels("app", "gadget")
          .endMetadata()
          .withNewSpec()
          .addNewVolume()
          .withName("config")
          .withNewSecret()
          .withSecretName("token")
          .endSecret()
          .endVolume()
          .addNewContainer()
          .withName("main")
          .withImage("image:1")
          .addNewEnv()
          .withName("A")
          .withValue("1")
          .endEnv()
          .addNewPort()
          .withName("http")
          .withContainerPort(8080)
          .withProtocol("TCP")
          .endPort()
          .withNewResources()
          .addToLimits("memory", new Quantity("64Mi"))
          .endResources()
          .addNewVolumeMount()
          .withName("config")
          .withMountPath("/etc/gadget")
          .endVolumeMount()
          .endContainer()
          .endSpec()
          .endTemplate()
          .endSpec()
          .build();
    }
  }

  private static ObjectMeta meta(Gadget gadget) {
    return new ObjectMetaBuilder()
        .withNamespace(gadget.getMetadata().getNamespace())
        .withName(gadget.getMetadata().getName())
        .addToLabels("part-of", "gadget")
        .build();
  }
}
