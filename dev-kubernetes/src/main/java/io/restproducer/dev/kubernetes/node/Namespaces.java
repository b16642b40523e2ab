package io.restproducer.dev.kubernetes.node;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Finishes the deletion of namespaces, which the API server alone never does: empties, then lets
 * go.
 */
final class Namespaces {

  private final KubernetesClient client;

  Namespaces(KubernetesClient client) {
    this.client = client;
  }

  void finish() {
    for (Namespace namespace : client.namespaces().list().getItems()) {
      boolean waits =
          namespace.getSpec() != null && namespace.getSpec().getFinalizers().contains("kubernetes");
      if (waits && namespace.getMetadata().getDeletionTimestamp() != null) {
        finish(namespace);
      }
    }
  }

  private void finish(Namespace namespace) {
    boolean empty = true;
    for (ResourceDefinitionContext kind : kinds()) {
      var resources =
          client.genericKubernetesResources(kind).inNamespace(namespace.getMetadata().getName());
      for (GenericKubernetesResource object : resources.list().getItems()) {
        empty = false;
        if (object.getMetadata().getDeletionTimestamp() == null) {
          resources.withName(object.getMetadata().getName()).delete();
        }
      }
    }
    if (empty) {
      namespace.getSpec().setFinalizers(List.of());
      client.raw(
          "/api/v1/namespaces/" + namespace.getMetadata().getName() + "/finalize",
          "PUT",
          namespace);
    }
  }

  private List<ResourceDefinitionContext> kinds() {
    List<ResourceDefinitionContext> kinds = new ArrayList<>();
    add(kinds, "", "v1");
    client
        .getApiGroups()
        .getGroups()
        .forEach(group -> add(kinds, group.getName(), group.getPreferredVersion().getVersion()));
    return kinds;
  }

  private void add(List<ResourceDefinitionContext> kinds, String group, String version) {
    String groupVersion = group.isEmpty() ? version : group + "/" + version;
    for (APIResource resource : client.getApiResources(groupVersion).getResources()) {
      if (resource.getNamespaced()
          && !resource.getName().contains("/")
          && resource.getVerbs().containsAll(List.of("list", "delete"))) {
        kinds.add(
            new ResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion(version)
                .withKind(resource.getKind())
                .withPlural(resource.getName())
                .withNamespaced(true)
                .build());
      }
    }
  }
}
