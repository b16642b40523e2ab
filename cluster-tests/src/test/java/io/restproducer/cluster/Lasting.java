package io.restproducer.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must come through every accident unchanged: the content of each Secret but the tables, by a
 * number that does not tell it, and which objects there are.
 *
 * @param secrets hash of the content by name
 * @param objects kinds and names of all other objects that the operator made
 */
record Lasting(Map<String, Integer> secrets, List<String> objects) {
  static Lasting of(KubernetesClient client, String namespace) {
    Map<String, Integer> secrets =
        client.secrets().inNamespace(namespace).list().getItems().stream()
            .filter(secret -> !secret.getMetadata().getName().endsWith("-key-table"))
            .collect(
                Collectors.toMap(
                    secret -> secret.getMetadata().getName(),
                    Lasting::content,
                    (one, other) -> one,
                    TreeMap::new));
    List<String> objects =
        Stream.<List<? extends HasMetadata>>of(
                client.apps().deployments().inNamespace(namespace).list().getItems(),
                client.configMaps().inNamespace(namespace).list().getItems(),
                client.services().inNamespace(namespace).list().getItems(),
                client.policy().v1().podDisruptionBudget().inNamespace(namespace).list().getItems())
            .flatMap(List::stream)
            .map(object -> object.getKind() + " " + object.getMetadata().getName())
            .sorted()
            .toList();
    return new Lasting(secrets, objects);
  }

  private static int content(Secret secret) {
    return secret.getData().hashCode();
  }
}
