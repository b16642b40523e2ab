package io.restproducer.operator.serviceid;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.operator.keytable.CertificateSecrets;
import io.restproducer.operator.pki.CertificateRequest;
import io.restproducer.operator.pki.CertifiedKey;
import io.restproducer.operator.pki.ClientCertificate;
import io.restproducer.operator.pki.ClientRenewal;
import io.restproducer.operator.pki.InvalidPem;
import io.restproducer.operator.reconcile.Secrets;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** Whether the certificate in a Secret may stay. Pure: looks at nothing but its input. */
final class CertificateDue {
  private final Issuing issuing;
  private final WantedCertificate wanted;

  CertificateDue(Issuing issuing, WantedCertificate wanted) {
    this.issuing = issuing;
    this.wanted = wanted;
  }

  /** Whether another one has to be made in place of what {@code secret} holds, if anything. */
  boolean isDue(Optional<Secret> secret) {
    Optional<ClientCertificate> leaf = secret.flatMap(CertificateDue::leaf);
    return leaf.isEmpty()
        || !isOfKind(secret.get(), leaf.get())
        || isRevoked(leaf.get())
        || issuing
            .issuer()
            .renewal(leaf.get(), request(leaf.get()), wanted.renewBefore(), issuing.now())
            .isPresent();
  }

  /** Whether {@code secret} holds one that was made of another request. */
  boolean isOfAnotherRequest(Secret secret) {
    return leaf(secret)
        .filter(leaf -> !isOfKind(secret, leaf) || !ClientRenewal.isOf(leaf, request(leaf)))
        .isPresent();
  }

  private CertificateRequest request(ClientCertificate leaf) {
    return wanted.request(leaf.certificate().getPublicKey());
  }

  /** A pair has its private key beside it, and of the wanted algorithm; others have none. */
  private boolean isOfKind(Secret secret, ClientCertificate leaf) {
    return wanted.isPair()
        ? pair(secret).isPresent() && wanted.algorithm().isOf(leaf.certificate().getPublicKey())
        : Secrets.bytes(secret, CertificateSecret.PRIVATE_KEY).isEmpty();
  }

  private boolean isRevoked(ClientCertificate leaf) {
    return issuing
        .issuer()
        .open(leaf.certificate())
        .filter(key -> issuing.revoked().contains(key.id()))
        .isPresent();
  }

  static Optional<ClientCertificate> leaf(Secret secret) {
    return CertificateSecrets.leaf(secret).map(ClientCertificate::of);
  }

  /** The certificate and the private key that belongs to it; empty: there is no such pair. */
  static Optional<CertifiedKey> pair(Secret secret) {
    Optional<X509Certificate> leaf = CertificateSecrets.leaf(secret);
    Optional<byte[]> key = Secrets.bytes(secret, CertificateSecret.PRIVATE_KEY);
    try {
      return leaf.isPresent() && key.isPresent()
          ? Optional.of(CertifiedKey.of(leaf.get(), key.get())).filter(CertifiedKey::keyMatches)
          : Optional.empty();
    } catch (InvalidPem e) {
      return Optional.empty();
    }
  }
}
