package io.restproducer.operator.serviceid;

import io.restproducer.crds.ClientCertificate;
import io.restproducer.crds.ServiceId;
import io.restproducer.crds.TimeSpan;
import io.restproducer.operator.pki.CertificateRequest;
import io.restproducer.operator.pki.ClientRenewal;
import io.restproducer.operator.pki.CsrWarning;
import io.restproducer.operator.pki.KeyAlgorithm;
import io.restproducer.operator.pki.RefusedCsr;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one entry of {@code spec.clientCertificates} asks for.
 *
 * @param name of the certificate
 * @param csr the user's own request; empty: a key pair is made
 * @param algorithm of a pair
 * @param commonName of a pair
 * @param dnsNames of a pair
 * @param validity from now on
 * @param renewBefore how long before its end it is made anew; empty: as usual
 */
record WantedCertificate(
    String name,
    Optional<CertificateRequest> csr,
    KeyAlgorithm algorithm,
    String commonName,
    List<String> dnsNames,
    Duration validity,
    Optional<Duration> renewBefore) {
  private static final Duration USUAL = Duration.ofDays(365);

  /**
   * What {@code entry} asks for.
   *
   * @throws RefusedCsr if its request cannot be signed
   */
  static WantedCertificate of(ServiceId owner, ClientCertificate entry) throws RefusedCsr {
    String ownName = owner.getMetadata().getName();
    return new WantedCertificate(
        entry.name,
        entry.csr == null
            ? Optional.empty()
            : Optional.of(CertificateRequest.parse(entry.csr).named(ownName)),
        entry.keyAlgorithm == ClientCertificate.KeyAlgorithm.ECDSA
            ? KeyAlgorithm.ECDSA
            : KeyAlgorithm.RSA,
        entry.subject == null ? ownName : entry.subject,
        entry.dnsNames == null ? List.of() : List.copyOf(entry.dnsNames),
        TimeSpan.parse(entry.validity).orElse(USUAL),
        TimeSpan.parse(entry.renewBefore));
  }

  boolean isPair() {
    return csr.isEmpty();
  }

  /** The request for {@code pairKey}; the user's own is for the key that it holds. */
  CertificateRequest request(PublicKey pairKey) {
    return csr.orElseGet(() -> CertificateRequest.of(commonName, dnsNames, pairKey));
  }

  Set<CsrWarning> warnings() {
    return csr.map(CertificateRequest::warnings).orElse(Set.of());
  }

  /** When {@code leaf} is to be made anew. */
  Instant renewalTime(X509Certificate leaf) {
    return ClientRenewal.time(leaf, renewBefore);
  }
}
