package io.restproducer.operator.keytable;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.contract.Sha256;
import io.restproducer.operator.reconcile.Secrets;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;

/** Where a client certificate lies: in Secrets of its own ServiceId. */
public final class CertificateSecrets {
  /** Data key of the chain in PEM: the certificate, then that of its issuer. */
  public static final String CHAIN = "tls.crt";

  /** Label that names the certificate, whatever became of the Secret's name. */
  public static final String CERTIFICATE_LABEL = "restproducer.io/client-certificate";

  /** Annotation of one that was made of another request than its predecessor. */
  public static final String ENDS_FORMER = "restproducer.io/ends-former-certificate";

  private static final int LIMIT = 63;
  private static final int DIGEST = 8;

  private CertificateSecrets() {}

  /** The Secret that callers use; there only once every pod knows the key in it. */
  public static String published(String serviceId, String certificate) {
    return within(serviceId + "-client-cert-" + certificate);
  }

  /** Where a certificate waits until every pod knows the key in it. */
  public static String next(String serviceId, String certificate) {
    return within(serviceId + "-client-cert-" + certificate + "-next");
  }

  /** The certificate in {@code secret}; empty when there is none that can be read. */
  public static Optional<X509Certificate> leaf(Secret secret) {
    return Secrets.bytes(secret, CHAIN).flatMap(CertificateSecrets::first);
  }

  /** Whether what was issued under its name before is to end soon. */
  public static boolean endsFormer(Secret secret) {
    Map<String, String> annotations = secret.getMetadata().getAnnotations();
    return annotations != null && "true".equals(annotations.get(ENDS_FORMER));
  }

  private static Optional<X509Certificate> first(byte[] pem) {
    try {
      return Optional.of(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(pem)));
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }

  /** Of a name that is too long the end gives way to digits of its digest. */
  private static String within(String name) {
    String digest = Sha256.of(name.getBytes(StandardCharsets.US_ASCII)).hex().substring(0, DIGEST);
    return name.length() <= LIMIT ? name : name.substring(0, LIMIT - DIGEST - 1) + "-" + digest;
  }
}
