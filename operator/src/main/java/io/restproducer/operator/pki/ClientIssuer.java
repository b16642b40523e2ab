package io.restproducer.operator.pki;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.SealedKey;
import io.restproducer.contract.SealingKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;

/**
 * Signs the client certificates of one RestProducer and seals an API key into each. Two are equal
 * when authority and sealing key are the same. Neither key ever leaves it.
 */
public final class ClientIssuer {
  private final CertifiedKey authority;
  private final SealingKey sealing;
  private final CertificateMint mint;
  private final SecureRandom random;

  /** An issuer that signs with {@code authority} and seals with {@code sealing}. */
  public ClientIssuer(
      CertifiedKey authority, SealingKey sealing, CertificateMint mint, SecureRandom random) {
    this.authority = authority;
    this.sealing = sealing;
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
        && sealing.id().equals(that.sealing.id());
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
