package io.restproducer.cluster;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.crds.ServiceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What deploy/examples makes, as its caller sees it through the Service at a node. */
final class Examples {
  private static final Path FOLDER = Path.of("..", "deploy", "examples");

  private final Credentials credentials;
  private final Credentials certified;
  private final String topic;

  private Examples(Credentials credentials, Credentials certified, String topic) {
    this.credentials = credentials;
    this.certified = certified;
    this.topic = topic;
  }

  /** Once its ServiceId is Ready. */
  static Examples of(Cluster cluster) {
    ServiceId caller =
        cluster.client().resources(ServiceId.class).inAnyNamespace().list().getItems().stream()
            .filter(serviceId -> serviceId.getMetadata().getName().equals("checkout"))
            .findFirst()
            .orElseThrow();
    var secrets = cluster.client().secrets().inNamespace(caller.getMetadata().getNamespace());
    Secret key = secrets.withName(caller.getStatus().apiKeySecretName).require();
    Secret certificate =
        secrets.withName(caller.getStatus().clientCertificates.get(0).secretName).require();
    return new Examples(
        Credentials.ofKey(key).at(cluster.nodeAddress()),
        Credentials.ofCertificate(certificate).at(cluster.nodeAddress()),
        caller.getSpec().topics.get(0));
  }

  static void delete(Cluster cluster) {
    cluster
        .kubectl()
        .run("delete", "-f", FOLDER.toString(), "--ignore-not-found", "--timeout=120s");
  }

  /** With the API key. */
  Answer post(String value) throws IOException {
    return post(credentials, value);
  }

  /** With the client certificate, at the endpoint for such callers. */
  Answer postCertified(String value) throws IOException {
    return post(certified, value);
  }

  /** What a browser gets that was given the endpoint and nothing else. */
  Answer connectPage() throws IOException {
    try (Connection connection = Connection.open(credentials)) {
      return connection.get("/connect.json");
    }
  }

  private Answer post(Credentials caller, String value) throws IOException {
    try (Connection connection = Connection.open(caller)) {
      return connection.post(topic, value.getBytes(StandardCharsets.UTF_8));
    }
  }
}
