package io.restproducer.cli.cluster;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.ServiceId;

/** The kinds that the tool reads and changes. */
public enum Kind {
  REST_PRODUCER("RestProducer", RestProducer.class),
  SERVICE_ID("ServiceId", ServiceId.class);

  private final String word;
  private final Class<? extends CustomResource<?, ?>> type;

  Kind(String word, Class<? extends CustomResource<?, ?>> type) {
    this.word = word;
    this.type = type;
  }

  /** As users write it. */
  public String word() {
    return word;
  }

  ResourceDefinitionContext definition() {
    return ResourceDefinitionContext.fromResourceType(type);
  }

  String apiVersion() {
    return CustomResource.getCRDName(type).replaceFirst("^[^.]+\\.", "")
        + "/"
        + io.fabric8.kubernetes.api.model.HasMetadata.getVersion(type);
  }
}
