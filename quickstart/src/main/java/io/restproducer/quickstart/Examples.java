package io.restproducer.quickstart;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;

/** The example resources, with what differs from machine to machine put in. */
record Examples(List<HasMetadata> objects) {
  /** Of the RestProducer. */
  String namespace() {
    return restProducer().getMetadata().getNamespace();
  }

  String restProducerName() {
    return restProducer().getMetadata().getName();
  }

  String serviceIdNamespace() {
    return custom("ServiceId").getMetadata().getNamespace();
  }

  String serviceIdName() {
    return custom("ServiceId").getMetadata().getName();
  }

  /** Of the ServiceId: the first. */
  String certificateName() {
    List<Map<String, Object>> certificates = custom("ServiceId").get("spec", "clientCertificates");
    return String.valueOf(certificates.get(0).get("name"));
  }

  /** A topic that the ServiceId may write: the first that is no prefix. */
  String topic() {
    return ((List<?>) custom("ServiceId").get("spec", "topics"))
        .stream()
            .map(String::valueOf)
            .filter(topic -> !topic.endsWith("*"))
            .findFirst()
            .orElseThrow(() -> new QuickstartFailure("the example ServiceId names no topic"));
  }

  /** Puts both resources into one namespace. */
  void setNamespace(String namespace) {
    objects.forEach(object -> object.getMetadata().setNamespace(namespace));
    Map<String, Object> reference = custom("ServiceId").get("spec", "restProducerRef");
    reference.remove("namespace");
  }

  String bootstrapServers() {
    return restProducer().get("spec", "kafka", "bootstrapServers");
  }

  void setBootstrapServers(String bootstrapServers) {
    section("kafka").put("bootstrapServers", bootstrapServers);
  }

  void setReplicas(int replicas) {
    Map<String, Object> spec = restProducer().get("spec");
    spec.put("replicas", replicas);
  }

  /** Nothing is to outlive what goes with this run. */
  void deleteEverythingOnDeletion() {
    Map<String, Object> spec = restProducer().get("spec");
    spec.put("deletionPolicy", "Delete");
  }

  /** What callers write as host; the server certificate covers it. */
  void setHost(String host) {
    for (String endpoint : List.of("api", "clientAuth")) {
      Map<String, Object> settings = restProducer().get("spec", "expose", endpoint);
      settings.put("host", host);
    }
  }

  private Map<String, Object> section(String name) {
    return restProducer().get("spec", name);
  }

  private GenericKubernetesResource restProducer() {
    return custom("RestProducer");
  }

  private GenericKubernetesResource custom(String kind) {
    return objects.stream()
        .filter(object -> object.getKind().equals(kind))
        .map(GenericKubernetesResource.class::cast)
        .findFirst()
        .orElseThrow(() -> new QuickstartFailure("the examples hold no " + kind));
  }
}
