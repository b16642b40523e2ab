package io.restproducer.cluster;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.crds.ServiceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/** What deploy/examples makes, as its caller sees it through the Service at a node. */
final class Examples {
  private static final Path FOLDER = Path.of("..", "deploy", "examples");

  private final Credentials credentials;
  private final String topic;

  private Examples(Credentials credentials, String topic) {
    this.credentials = credentials;
    this.topic = topic;
  }

  /** Once its ServiceId is Ready. */
  static Examples of(Cluster cluster) {
    ServiceId caller =
        cluster.client().resources(ServiceId.class).inAnyNamespace().list().getItems().stream()
            .filter(serviceId -> serviceId.getMetadata().getName().equals("checkout"))
            .findFirst()
            .orElseThrow();
    Secret secret =
        cluster
            .client()
            .secrets()
            .inNamespace(caller.getMetadata().getNamespace())
            .withName(caller.getStatus().apiKeySecretName)
            .require();
    return new Examples(
        new Credentials(
                decoded(secret, "endpoint"), decoded(secret, "ca.crt"), decoded(secret, "api-key"))
            .at(cluster.nodeAddress()),
        caller.getSpec().topics.get(0));
  }

  static void delete(Cluster cluster) {
    cluster
        .kubectl()
        .run("delete", "-f", FOLDER.toString(), "--ignore-not-found", "--timeout=120s");
  }

  Answer post(String value) throws IOException {
    try (Connection connection = Connection.open(credentials)) {
      return connection.post(topic, value.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String decoded(Secret secret, String key) {
    return new String(
        Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.UTF_8);
  }
}
