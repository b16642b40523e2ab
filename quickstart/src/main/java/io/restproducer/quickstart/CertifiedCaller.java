package io.restproducer.quickstart;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.restproducer.crds.ServiceIdStatus;
import io.restproducer.dev.kubernetes.caller.PemTls;
import io.restproducer.dev.kubernetes.process.OwnerOnlyFile;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;

/**
 * What an application needs that shows a client certificate instead of a key, in files. The private
 * key is in its own file and nowhere else.
 */
record CertifiedCaller(String endpoint, Path caCertificate, Path certificate, Path privateKey) {
  /** Writes the files from the Secret that the ServiceId's status names for its certificate. */
  static CertifiedCaller of(KubernetesClient client, Examples examples, RunDirectory directory) {
    Secret secret =
        SecretContent.require(
            client,
            examples.serviceIdNamespace(),
            secretName(
                SecretContent.serviceId(client, examples).getStatus(), examples.certificateName()));
    return new CertifiedCaller(
        SecretContent.text(secret, "endpoint"),
        OwnerOnlyFile.write(directory.resolve("ca.crt"), SecretContent.text(secret, "ca.crt")),
        OwnerOnlyFile.write(directory.resolve("tls.crt"), SecretContent.text(secret, "tls.crt")),
        OwnerOnlyFile.write(directory.resolve("tls.key"), SecretContent.text(secret, "tls.key")));
  }

  /** Trust in its own authority alone, and its certificate. */
  SSLContext tls() {
    return PemTls.showing(
        FileText.of(caCertificate), FileText.of(certificate), FileText.of(privateKey));
  }

  String url(String topic) {
    return endpoint + "/topics/" + topic + "/records";
  }

  private static String secretName(ServiceIdStatus status, String certificate) {
    return status.clientCertificates.stream()
        .filter(one -> one.name.equals(certificate))
        .map(one -> one.secretName)
        .findFirst()
        .orElseThrow(
            () -> new QuickstartFailure("the status names no client certificate " + certificate));
  }
}
