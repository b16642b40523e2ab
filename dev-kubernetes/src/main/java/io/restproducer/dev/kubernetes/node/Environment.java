package io.restproducer.dev.kubernetes.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The environment variables of a container: plain values, Secrets, ConfigMaps, the pod itself. */
final class Environment {

  private final Observed observed;

  Environment(Observed observed) {
    this.observed = observed;
  }

  Map<String, String> of(Pod pod, Container container, String address) {
    if (!container.getEnvFrom().isEmpty()) {
      throw new NotStartable("CreateContainerConfigError", "envFrom is not supported here");
    }
    Map<String, String> environment = new LinkedHashMap<>();
    for (EnvVar variable : container.getEnv()) {
      Optional<String> value =
          variable.getValueFrom() == null
              ? Optional.of(Optional.ofNullable(variable.getValue()).orElse(""))
              : resolve(pod, variable.getValueFrom(), address);
      value.ifPresent(text -> environment.put(variable.getName(), text));
    }
    return environment;
  }

  private Optional<String> resolve(Pod pod, EnvVarSource source, String address) {
    String namespace = pod.getMetadata().getNamespace();
    if (source.getSecretKeyRef() != null) {
      var reference = source.getSecretKeyRef();
      Optional<String> value =
          observed
              .secret(namespace, reference.getName())
              .map(secret -> secret.getData().get(reference.getKey()))
              .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
      return orMissing(value, reference.getOptional(), "Secret", reference.getName());
    }
    if (source.getConfigMapKeyRef() != null) {
      var reference = source.getConfigMapKeyRef();
      Optional<String> value =
          observed
              .configMap(namespace, reference.getName())
              .map(map -> map.getData().get(reference.getKey()));
      return orMissing(value, reference.getOptional(), "ConfigMap", reference.getName());
    }
    if (source.getFieldRef() != null) {
      return Optional.of(field(pod, source.getFieldRef().getFieldPath(), address));
    }
    throw new NotStartable("CreateContainerConfigError", "this kind of valueFrom is not supported");
  }

  private static Optional<String> orMissing(
      Optional<String> value, Boolean optional, String kind, String name) {
    if (value.isEmpty() && !Boolean.TRUE.equals(optional)) {
      throw new NotStartable(
          "CreateContainerConfigError", kind + " \"" + name + "\" or its key is not there");
    }
    return value;
  }

  private static String field(Pod pod, String path, String address) {
    return switch (path) {
      case "metadata.name" -> pod.getMetadata().getName();
      case "metadata.namespace" -> pod.getMetadata().getNamespace();
      case "metadata.uid" -> pod.getMetadata().getUid();
      case "spec.nodeName" -> PodTemplate.NODE;
      case "status.podIP", "status.hostIP" -> address;
      default ->
          throw new NotStartable("CreateContainerConfigError", "fieldPath " + path + " is unknown");
    };
  }
}
