package io.restproducer.operator.pki;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.SealedKey;
import io.restproducer.contract.SealingKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Signs the client certificates of one RestProducer and seals an API key into each. Two are equal
 * when authority and sealing keys are the same. No key ever leaves it.
 */
public final class ClientIssuer {
  private final CertifiedKey authority;
  private final SealingKey sealing;
  private final List<SealingKey> opening;
  private final CertificateMint mint;
  private final SecureRandom random;

  /** An issuer that signs with {@code authority} and seals with {@code sealing}. */
  public ClientIssuer(
      CertifiedKey authority, SealingKey sealing, CertificateMint mint, SecureRandom random) {
    this(authority, sealing, List.of(sealing), mint, random);
  }

  /**
   * An issuer that opens what was sealed before, too.
   *
   * @param opening every key that opens, {@code sealing} among them
   */
  public ClientIssuer(
      CertifiedKey authority,
      SealingKey sealing,
      List<SealingKey> opening,
      CertificateMint mint,
      SecureRandom random) {
    this.authority = authority;
    this.sealing = sealing;
    this.opening = List.copyOf(opening);
    this.mint = mint;
    this.random = random;
  }

  /**
   * A certificate of {@code request} that carries {@code key}.
   *
   * @param life from now on; the certificate never outlives the authority
   * @param request with its subject filled in: see {@link CertificateRequest#named}
   * @throws IllegalArgumentException if the authority is not valid now, or the subject is empty
   */
  public X509Certificate certify(CertificateRequest request, ApiKey key, Duration life) {
    if (request.subject().getRDNs().length == 0) {
      throw new IllegalArgumentException("a certificate needs a subject");
    }
    byte[] sealed = SealedKey.seal(key, sealing, request.publicKey(), random);
    return mint.clientLeaf(authority, request, sealed, life);
  }

  /** The key that is sealed in {@code certificate}; empty: it is none of this RestProducer. */
  public Optional<ApiKey> open(X509Certificate certificate) {
    return ClientCertificate.of(certificate).sealedKey(opening);
  }

  /**
   * Why {@code leaf} has to be made anew at {@code now}; empty while it may stay.
   *
   * @param renewBefore how long before its end; empty for two thirds of its life
   */
  public Optional<ClientRenewal.Reason> renewal(
      ClientCertificate leaf,
      CertificateRequest wanted,
      Optional<Duration> renewBefore,
      Instant now) {
    return ClientRenewal.reason(leaf, wanted, authority.certificate(), opening, renewBefore, now);
  }

  /**
   * Who signed {@code leaf}: the authority, or else the one certificate that follows it in {@code
   * chainPem}; empty: what follows is none, several, or has not signed it.
   */
  public Optional<X509Certificate> signer(ClientCertificate leaf, byte[] chainPem) {
    if (Renewal.isSignedBy(leaf.certificate(), authority.certificate())) {
      return Optional.of(authority.certificate());
    }
    try {
      List<X509Certificate> chain = Pem.certificates(chainPem);
      return chain.size() == 2 && Renewal.isSignedBy(leaf.certificate(), chain.get(1))
          ? Optional.of(chain.get(1))
          : Optional.empty();
    } catch (InvalidPem e) {
      return Optional.empty();
    }
  }

  /** The certificate of the authority. */
  public X509Certificate authority() {
    return authority.certificate();
  }

  /** Which key seals. */
  public String sealingKeyId() {
    return sealing.id();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClientIssuer that
        && authority.fingerprint().equals(that.authority.fingerprint())
        && sealing.id().equals(that.sealing.id())
        && ids().equals(that.ids());
  }

  private List<String> ids() {
    return opening.stream().map(SealingKey::id).sorted().toList();
  }

  @Override
  public int hashCode() {
    return authority.fingerprint().hashCode();
  }

  @Override
  public String toString() {
    return authority + " and " + sealing;
  }
}
