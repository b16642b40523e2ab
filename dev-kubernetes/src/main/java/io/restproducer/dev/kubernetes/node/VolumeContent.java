package io.restproducer.dev.kubernetes.node;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files a volume should hold now, from the Secrets and ConfigMaps it names. */
final class VolumeContent {

  private final Observed observed;

  VolumeContent(Observed observed) {
    this.observed = observed;
  }

  /** Paths and contents; empty for an {@code emptyDir}, which is left alone after its making. */
  Map<String, byte[]> of(Pod pod, Volume volume) {
    String namespace = pod.getMetadata().getNamespace();
    Map<String, byte[]> files = new TreeMap<>();
    if (volume.getSecret() != null) {
      var source = volume.getSecret();
      addSecret(files, namespace, source.getSecretName(), source.getItems(), source.getOptional());
    } else if (volume.getConfigMap() != null) {
      var source = volume.getConfigMap();
      addConfigMap(files, namespace, source.getName(), source.getItems(), source.getOptional());
    } else if (volume.getProjected() != null) {
      volume.getProjected().getSources().forEach(source -> addProjection(files, namespace, source));
    } else if (volume.getEmptyDir() == null) {
      throw new NotStartable(
          "CreateContainerError", "volume " + volume.getName() + " is of an unsupported kind");
    }
    return files;
  }

  private void addProjection(Map<String, byte[]> files, String namespace, VolumeProjection source) {
    if (source.getSecret() != null) {
      var secret = source.getSecret();
      addSecret(files, namespace, secret.getName(), secret.getItems(), secret.getOptional());
    } else if (source.getConfigMap() != null) {
      var map = source.getConfigMap();
      addConfigMap(files, namespace, map.getName(), map.getItems(), map.getOptional());
    } else {
      throw new NotStartable(
          "CreateContainerError", "only Secrets and ConfigMaps can be projected here");
    }
  }

  private void addSecret(
      Map<String, byte[]> files,
      String namespace,
      String name,
      List<KeyToPath> items,
      Boolean optional) {
    Optional<Secret> secret = observed.secret(namespace, name);
    Map<String, byte[]> data = new TreeMap<>();
    secret
        .map(Secret::getData)
        .ifPresent(all -> all.forEach((k, v) -> data.put(k, Base64.getDecoder().decode(v))));
    add(files, data, items, secret.isPresent(), optional, "Secret \"" + name + "\"");
  }

  private void addConfigMap(
      Map<String, byte[]> files,
      String namespace,
      String name,
      List<KeyToPath> items,
      Boolean optional) {
    Optional<ConfigMap> map = observed.configMap(namespace, name);
    Map<String, byte[]> data = new TreeMap<>();
    map.map(ConfigMap::getData)
        .ifPresent(all -> all.forEach((k, v) -> data.put(k, v.getBytes(StandardCharsets.UTF_8))));
    map.map(ConfigMap::getBinaryData)
        .ifPresent(all -> all.forEach((k, v) -> data.put(k, Base64.getDecoder().decode(v))));
    add(files, data, items, map.isPresent(), optional, "ConfigMap \"" + name + "\"");
  }

  private static void add(
      Map<String, byte[]> files,
      Map<String, byte[]> data,
      List<KeyToPath> items,
      boolean present,
      Boolean optional,
      String what) {
    boolean required = !Boolean.TRUE.equals(optional);
    if (!present && required) {
      throw new NotStartable("ContainerCreating", what + " not found");
    }
    if (items == null || items.isEmpty()) {
      files.putAll(data);
      return;
    }
    for (KeyToPath item : items) {
      byte[] content = data.get(item.getKey());
      if (content != null) {
        files.put(item.getPath(), content);
      } else if (required) {
        throw new NotStartable("ContainerCreating", what + " has no key " + item.getKey());
      }
    }
  }
}
