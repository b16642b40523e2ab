package io.restproducer.quickstart;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.restproducer.dev.kubernetes.caller.PemTls;
import io.restproducer.dev.kubernetes.process.OwnerOnlyFile;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;

/**
 * What an application needs to call the endpoint, in files: the authority's certificate, the API
 * key, and the key as a header for {@code curl -H @FILE}. The key itself goes nowhere else.
 */
record Caller(String endpoint, Path caCertificate, Path apiKeyFile, Path headerFile) {
  /** Writes the files from the Secret that the ServiceId's status names. */
  static Caller of(KubernetesClient client, Examples examples, RunDirectory directory) {
    Secret secret =
        SecretContent.require(
            client,
            examples.serviceIdNamespace(),
            SecretContent.serviceId(client, examples).getStatus().apiKeySecretName);
    String key = SecretContent.text(secret, "api-key");
    return new Caller(
        SecretContent.text(secret, "endpoint"),
        OwnerOnlyFile.write(directory.resolve("ca.crt"), SecretContent.text(secret, "ca.crt")),
        OwnerOnlyFile.write(directory.resolve("api-key"), key),
        OwnerOnlyFile.write(directory.resolve("authorization"), "Authorization: Bearer " + key));
  }

  /** Trust in its own authority alone. */
  SSLContext tls() {
    return PemTls.trusting(FileText.of(caCertificate));
  }

  String url(String topic) {
    return endpoint + "/topics/" + topic + "/records";
  }
}
