package io.restproducer.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One API server with the rights of the user's own kubeconfig context, and no others. */
public final class Cluster implements AutoCloseable {
  static final String FIELD_MANAGER = "kubectl-restproducer";

  private final KubernetesClient client;
  private final String contextKey;
  private final String namespace;

  private Cluster(KubernetesClient client, String contextKey, String namespace) {
    this.client = client;
    this.contextKey = contextKey;
    this.namespace = namespace;
  }

  /**
   * Reads the kubeconfig; nothing is sent yet.
   *
   * @param kubeconfig else KUBECONFIG, the one at home, or a pod's own access
   * @param context else the current one
   * @param namespace else the context's
   */
  public static Cluster open(
      Optional<Path> kubeconfig, Optional<String> context, Optional<String> namespace) {
    Config config = KubeAccess.config(kubeconfig, context);
    String home = Optional.ofNullable(config.getNamespace()).orElse("default");
    return new Cluster(
        new KubernetesClientBuilder().withConfig(config).build(),
        KubeAccess.contextKey(config),
        namespace.orElse(home));
  }

  /** Where the user works: {@code -n}, else the context's namespace. */
  public String namespace() {
    return namespace;
  }

  /** What a remembered choice of instance belongs to. */
  public String contextKey() {
    return contextKey;
  }

  /** A resource, if it is there. */
  public Optional<Resource> find(Kind kind, String namespace, String name) {
    return Optional.ofNullable(
            client
                .genericKubernetesResources(kind.definition())
                .inNamespace(namespace)
                .withName(name)
                .get())
        .map(Cluster::resource);
  }

  /** The resources of a namespace, in the order of their names. */
  public List<Resource> list(Kind kind, String namespace) {
    return client
        .genericKubernetesResources(kind.definition())
        .inNamespace(namespace)
        .list()
        .getItems()
        .stream()
        .map(Cluster::resource)
        .toList();
  }

  /** The resources of all namespaces. */
  public List<Resource> listEverywhere(Kind kind) {
    return client
        .genericKubernetesResources(kind.definition())
        .inAnyNamespace()
        .list()
        .getItems()
        .stream()
        .map(Cluster::resource)
        .toList();
  }

  /** Applies what the tool's field manager wants of a resource, and gives the result. */
  Resource apply(Kind kind, String namespace, ObjectNode wanted, boolean dryRun) {
    PatchContext.Builder patch =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(FIELD_MANAGER)
            .withForce(true);
    if (dryRun) {
      patch.withDryRun(List.of("All"));
    }
    return resource(
        client
            .genericKubernetesResources(kind.definition())
            .inNamespace(namespace)
            .resource(Resource.JSON.convertValue(wanted, GenericKubernetesResource.class))
            .patch(patch.build()));
  }

  /** Asks for a resource to be removed; it goes when its finalizers are done. */
  public void delete(Kind kind, String namespace, String name) {
    client
        .genericKubernetesResources(kind.definition())
        .inNamespace(namespace)
        .withName(name)
        .delete();
  }

  /** The data of a ConfigMap, if it is there. */
  public Optional<Map<String, String>> configMap(String namespace, String name) {
    ConfigMap found = client.configMaps().inNamespace(namespace).withName(name).get();
    return Optional.ofNullable(found)
        .map(map -> Optional.ofNullable(map.getData()).orElse(Map.of()));
  }

  /** The data of a Secret, if it is there. */
  public Optional<Map<String, byte[]>> secret(String namespace, String name) {
    Secret found = client.secrets().inNamespace(namespace).withName(name).get();
    return Optional.ofNullable(found)
        .map(secret -> Optional.ofNullable(secret.getData()).orElse(Map.of()))
        .map(
            data ->
                data.entrySet().stream()
                    .collect(
                        Collectors.toMap(
                            Map.Entry::getKey, e -> Base64.getDecoder().decode(e.getValue()))));
  }

  @Override
  public void close() {
    client.close();
  }

  private static Resource resource(GenericKubernetesResource found) {
    return new Resource(Resource.JSON.convertValue(found, JsonNode.class));
  }
}
