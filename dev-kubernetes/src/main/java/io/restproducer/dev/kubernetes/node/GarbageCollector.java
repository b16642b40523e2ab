package io.restproducer.dev.kubernetes.node;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Removes objects all of whose owners are gone, as the cluster's own controller would. It asks for
 * the owners after it has read what they own, so that a young owner is never taken for a gone one.
 */
final class GarbageCollector {

  private static final List<Class<? extends HasMetadata>> ALSO_OWNED =
      List.of(
          PodDisruptionBudget.class,
          ServiceAccount.class,
          NetworkPolicy.class,
          HorizontalPodAutoscaler.class);

  private record OwnerKind(String apiVersion, String kind, String namespace) {}

  private final KubernetesClient client;
  private final Observed observed;

  GarbageCollector(KubernetesClient client, Observed observed) {
    this.client = client;
    this.observed = observed;
  }

  void collect() {
    List<HasMetadata> owned =
        Stream.concat(
                observed.all(),
                ALSO_OWNED.stream()
                    .flatMap(
                        kind -> client.resources(kind).inAnyNamespace().list().getItems().stream()))
            .filter(object -> !object.getMetadata().getOwnerReferences().isEmpty())
            .filter(object -> object.getMetadata().getDeletionTimestamp() == null)
            .toList();
    Map<OwnerKind, Set<String>> alive = new HashMap<>();
    for (HasMetadata object : owned) {
      boolean orphan =
          object.getMetadata().getOwnerReferences().stream()
              .noneMatch(
                  owner ->
                      alive
                          .computeIfAbsent(kind(object, owner), this::living)
                          .contains(owner.getUid()));
      if (orphan) {
        client.resource(object).lockResourceVersion().delete();
      }
    }
  }

  private static OwnerKind kind(HasMetadata object, OwnerReference owner) {
    return new OwnerKind(
        owner.getApiVersion(), owner.getKind(), object.getMetadata().getNamespace());
  }

  private Set<String> living(OwnerKind kind) {
    try {
      return client
          .genericKubernetesResources(kind.apiVersion(), kind.kind())
          .inNamespace(kind.namespace())
          .list()
          .getItems()
          .stream()
          .map(object -> object.getMetadata().getUid())
          .collect(Collectors.toSet());
    } catch (KubernetesClientException e) {
      if (e.getCode() == 404) {
        // The kind itself is gone, and its objects with it.
        return Set.of();
      }
      throw e;
    }
  }
}
