package io.restproducer.dev.kubernetes.node;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.zip.CRC32;

/** Turns a Deployment's template into pods, labelled with the revision they belong to. */
final class PodTemplate {

  static final String NODE = "local-node";
  static final String HASH = "pod-template-hash";

  private PodTemplate() {}

  static String hash(Deployment deployment) {
    CRC32 hash = new CRC32();
    hash.update(
        Serialization.asJson(deployment.getSpec().getTemplate()).getBytes(StandardCharsets.UTF_8));
    return "%08x".formatted(hash.getValue());
  }

  static Pod pod(Deployment deployment, Addresses addresses) {
    PodTemplateSpec template = deployment.getSpec().getTemplate();
    String hash = hash(deployment);
    String suffix = UUID.randomUUID().toString().substring(0, 5);
    Pod pod =
        new PodBuilder()
            .withNewMetadataLike(template.getMetadata())
            .withName(deployment.getMetadata().getName() + "-" + hash + "-" + suffix)
            .withNamespace(deployment.getMetadata().getNamespace())
            .addToLabels(HASH, hash)
            .withOwnerReferences(owner(deployment))
            .endMetadata()
            .withNewSpecLike(template.getSpec())
            .withNodeName(NODE)
            .endSpec()
            .build();
    pod.getSpec().getContainers().forEach(addresses::choosePorts);
    return pod;
  }

  private static OwnerReference owner(Deployment deployment) {
    OwnerReference owner = new OwnerReference();
    owner.setApiVersion("apps/v1");
    owner.setKind("Deployment");
    owner.setName(deployment.getMetadata().getName());
    owner.setUid(deployment.getMetadata().getUid());
    owner.setController(true);
    return owner;
  }
}
