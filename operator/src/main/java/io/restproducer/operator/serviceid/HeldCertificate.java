package io.restproducer.operator.serviceid;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.operator.keytable.CertificateSecrets;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * The Secrets of one client certificate that are there.
 *
 * @param published what callers use
 * @param next where a new certificate waits
 */
record HeldCertificate(Optional<Secret> published, Optional<Secret> next) {
  static final HeldCertificate NONE = new HeldCertificate(Optional.empty(), Optional.empty());

  Optional<X509Certificate> publishedLeaf() {
    return published.flatMap(CertificateSecrets::leaf);
  }

  Optional<X509Certificate> nextLeaf() {
    return next.flatMap(CertificateSecrets::leaf);
  }

  HeldCertificate withPublished(Secret secret) {
    return new HeldCertificate(Optional.of(secret), next);
  }

  HeldCertificate withNext(Secret secret) {
    return new HeldCertificate(published, Optional.of(secret));
  }

  HeldCertificate withoutNext() {
    return new HeldCertificate(published, Optional.empty());
  }

  /** Never what is in them: a Secret's own text would show it. */
  @Override
  public String toString() {
    return "published " + named(published) + ", next " + named(next);
  }

  private static String named(Optional<Secret> secret) {
    return secret.map(s -> s.getMetadata().getName()).orElse("none");
  }
}
