package io.restproducer.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.ServiceId;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plays the garbage collector, which the API server of the tests lacks, once in one namespace. */
final class GarbageCollector {
  private final KubernetesClient client;
  private final String namespace;

  GarbageCollector(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** Deletes everything whose owners are all gone. */
  void collect() {
    Set<String> alive =
        Stream.concat(
                client
                    .resources(RestProducer.class)
                    .inNamespace(namespace)
                    .list()
                    .getItems()
                    .stream(),
                client.resources(ServiceId.class).inNamespace(namespace).list().getItems().stream())
            .map(owner -> owner.getMetadata().getUid())
            .collect(Collectors.toSet());
    objects()
        .filter(object -> !object.getMetadata().getOwnerReferences().isEmpty())
        .filter(
            object ->
                object.getMetadata().getOwnerReferences().stream()
                    .map(OwnerReference::getUid)
                    .noneMatch(alive::contains))
        .forEach(object -> client.resource(object).delete());
  }

  private Stream<HasMetadata> objects() {
    return Stream.of(
            client.apps().deployments().inNamespace(namespace).list().getItems(),
            client.secrets().inNamespace(namespace).list().getItems(),
            client.configMaps().inNamespace(namespace).list().getItems(),
            client.services().inNamespace(namespace).list().getItems(),
            client.policy().v1().podDisruptionBudget().inNamespace(namespace).list().getItems())
        .flatMap(list -> list.stream().map(HasMetadata.class::cast));
  }
}
