package io.restproducer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.restproducer.cli.cluster.Resource;
import io.restproducer.cli.credentials.IssuedKey;
import io.restproducer.crds.ServiceIdStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One ServiceId without anything secret. */
record ServiceIdView(
    String namespace,
    String name,
    String restProducer,
    String role,
    List<String> topics,
    boolean suspended,
    boolean ready,
    String message,
    String apiKeySecretName,
    List<Key> apiKeys,
    List<Certificate> clientCertificates) {

  /** One API key; times in UTC. */
  record Key(String id, String state, String createdAt, String expiresAt) {}

  /** One client certificate. */
  record Certificate(String name, String apiKeyId, String secretName, String notAfter) {}

  static ServiceIdView of(Resource resource) {
    JsonNode spec = resource.json().path("spec");
    List<String> topics = new ArrayList<>();
    spec.path("topics").forEach(topic -> topics.add(topic.asText()));
    String ready = resource.condition("Ready").map(Resource.Condition::words).orElse("new");
    return new ServiceIdView(
        resource.namespace(),
        resource.name(),
        producer(resource),
        spec.path("role").asText(),
        topics,
        spec.path("suspend").asBoolean(),
        isReady(resource),
        resource.isObserved() ? ready : "the operator has not acted on the spec yet",
        resource.text("/status/apiKeySecretName").orElse(null),
        IssuedKey.listed(resource).stream().map(ServiceIdView::key).toList(),
        certificates(resource));
  }

  static boolean isReady(Resource resource) {
    return resource.isObserved()
        && resource.current("Ready").filter(Resource.Condition::isTrue).isPresent();
  }

  /** Namespace and name of its RestProducer. */
  static String producer(Resource resource) {
    return resource.text("/spec/restProducerRef/namespace").orElse(resource.namespace())
        + "/"
        + resource.json().at("/spec/restProducerRef/name").asText();
  }

  String text() {
    Columns columns =
        new Columns()
            .row("ServiceId:", namespace + "/" + name)
            .row("RestProducer:", restProducer)
            .row("Role:", role)
            .row("Topics:", topics.isEmpty() ? "none" : String.join(", ", topics))
            .row("Suspended:", suspended ? "yes" : "no")
            .row("Ready:", (ready ? "yes" : "no") + " (" + message + ")")
            .row("Secret of its API key:", apiKeySecretName);
    for (Key key : apiKeys) {
      String end = key.expiresAt == null ? "" : ", until " + key.expiresAt;
      columns.row("API key:", "%s, %s since %s%s".formatted(key.id, key.state, key.createdAt, end));
    }
    for (Certificate certificate : clientCertificates) {
      columns.row(
          "Client certificate:",
          certificate.notAfter == null
              ? certificate.name + ", not issued yet"
              : "%s, until %s, Secret %s"
                  .formatted(certificate.name, certificate.notAfter, certificate.secretName));
    }
    return columns.text();
  }

  static String word(ServiceIdStatus.ApiKey.State state) {
    return state.name().charAt(0) + state.name().substring(1).toLowerCase(Locale.ROOT);
  }

  private static Key key(ServiceIdStatus.ApiKey key) {
    return new Key(key.id, word(key.state), key.createdAt, key.expiresAt);
  }

  private static List<Certificate> certificates(Resource resource) {
    List<Certificate> certificates = new ArrayList<>();
    for (JsonNode entry : resource.json().at("/spec/clientCertificates")) {
      String name = entry.path("name").asText();
      JsonNode issued =
          resource
              .entry("/status/clientCertificates", "name", name)
              .orElseGet(com.fasterxml.jackson.databind.node.MissingNode::getInstance);
      certificates.add(
          new Certificate(
              name,
              entry.path("apiKeyId").asText(null),
              issued.path("secretName").asText(null),
              issued.path("notAfter").asText(null)));
    }
    return certificates;
  }
}
