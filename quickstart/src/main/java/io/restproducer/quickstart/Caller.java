package io.restproducer.quickstart;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.restproducer.crds.ServiceId;
import io.restproducer.dev.kubernetes.process.OwnerOnlyFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/**
 * What an application needs to call the endpoint, in files: the authority's certificate, the API
 * key, and the key as a header for {@code curl -H @FILE}. The key itself goes nowhere else.
 */
record Caller(String endpoint, Path caCertificate, Path apiKeyFile, Path headerFile) {
  /** Writes the files from the Secret that the ServiceId's status names. */
  static Caller of(KubernetesClient client, Examples examples, RunDirectory directory) {
    ServiceId serviceId =
        client
            .resources(ServiceId.class)
            .inNamespace(examples.serviceIdNamespace())
            .withName(examples.serviceIdName())
            .require();
    Secret secret =
        client
            .secrets()
            .inNamespace(examples.serviceIdNamespace())
            .withName(serviceId.getStatus().apiKeySecretName)
            .require();
    String key = decoded(secret, "api-key");
    return new Caller(
        decoded(secret, "endpoint"),
        OwnerOnlyFile.write(directory.resolve("ca.crt"), decoded(secret, "ca.crt")),
        OwnerOnlyFile.write(directory.resolve("api-key"), key),
        OwnerOnlyFile.write(directory.resolve("authorization"), "Authorization: Bearer " + key));
  }

  private static String decoded(Secret secret, String name) {
    Map<String, String> data = secret.getData();
    if (data == null || !data.containsKey(name)) {
      throw new QuickstartFailure(
          "the Secret " + secret.getMetadata().getName() + " has no entry " + name);
    }
    return new String(Base64.getDecoder().decode(data.get(name)), StandardCharsets.UTF_8);
  }
}
