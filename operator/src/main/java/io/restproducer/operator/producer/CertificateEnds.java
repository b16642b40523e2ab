package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.operator.reconcile.Secrets;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/** When certificates in Secrets of ServiceIds end: those that no key table names, too. Pure. */
final class CertificateEnds {
  private static final String INFIX = "-client-cert-";

  private CertificateEnds() {}

  /** The last end of all; empty: there is no certificate. Reads each: not for every pass. */
  static Optional<Instant> last(Collection<Secret> secrets) {
    return secrets.stream()
        .filter(secret -> secret.getMetadata().getName().contains(INFIX))
        .flatMap(secret -> Secrets.bytes(secret, RuntimeVolumes.CERTIFICATE_KEY).stream())
        .flatMap(CertificateEnds::end)
        .max(Instant::compareTo);
  }

  private static Stream<Instant> end(byte[] pem) {
    try {
      X509Certificate leaf =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(pem));
      return Stream.of(leaf.getNotAfter().toInstant());
    } catch (CertificateException e) {
      return Stream.empty();
    }
  }
}
