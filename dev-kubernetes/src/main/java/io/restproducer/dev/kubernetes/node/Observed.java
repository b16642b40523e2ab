package io.restproducer.dev.kubernetes.node;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the API server holds, as far as this node needs it, together with what the node did a moment
 * ago and has not seen come back: so that nothing is made twice.
 */
final class Observed implements AutoCloseable {

  private final SharedIndexInformer<Deployment> deployments;
  private final SharedIndexInformer<Pod> pods;
  private final SharedIndexInformer<Service> services;
  private final SharedIndexInformer<Secret> secrets;
  private final SharedIndexInformer<ConfigMap> configMaps;
  private final Map<String, Pod> created = new HashMap<>();
  private final Set<String> deleted = new HashSet<>();

  Observed(KubernetesClient client) {
    this.deployments = informer(client, Deployment.class);
    this.pods = informer(client, Pod.class);
    this.services = informer(client, Service.class);
    this.secrets = informer(client, Secret.class);
    this.configMaps = informer(client, ConfigMap.class);
  }

  List<Deployment> deployments() {
    return deployments.getStore().list();
  }

  List<Service> services() {
    return services.getStore().list();
  }

  Stream<HasMetadata> all() {
    return Stream.of(deployments, pods, services, secrets, configMaps)
        .flatMap(informer -> informer.getStore().list().stream());
  }

  List<Pod> pods() {
    Map<String, Pod> known = new HashMap<>();
    pods.getStore().list().forEach(pod -> known.put(pod.getMetadata().getUid(), pod));
    created.keySet().removeAll(known.keySet());
    deleted.retainAll(known.keySet());
    known.putAll(created);
    return List.copyOf(known.values());
  }

  /** Whether the pod is asked to end, by anybody or by this node just now. */
  boolean isTerminating(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null
        || deleted.contains(pod.getMetadata().getUid());
  }

  void justCreated(Pod pod) {
    created.put(pod.getMetadata().getUid(), pod);
  }

  void justDeleted(Pod pod) {
    deleted.add(pod.getMetadata().getUid());
    created.remove(pod.getMetadata().getUid());
  }

  Optional<Secret> secret(String namespace, String name) {
    return Optional.ofNullable(secrets.getStore().getByKey(namespace + "/" + name));
  }

  Optional<ConfigMap> configMap(String namespace, String name) {
    return Optional.ofNullable(configMaps.getStore().getByKey(namespace + "/" + name));
  }

  @Override
  public void close() {
    Stream.of(deployments, pods, services, secrets, configMaps).forEach(SharedIndexInformer::stop);
  }

  private static <T extends HasMetadata> SharedIndexInformer<T> informer(
      KubernetesClient client, Class<T> kind) {
    return client.resources(kind).inAnyNamespace().inform();
  }
}
