package io.restproducer.operator.pki;

import io.restproducer.contract.KeyMatch;
import io.restproducer.contract.Sha256;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate and its private key. The key leaves only by {@link #privateKeyPem()}, for the
 * Secret that owns it; it must never show in a log or a message.
 */
public final class CertifiedKey {
  private final X509Certificate certificate;
  private final PrivateKey privateKey;

  CertifiedKey(X509Certificate certificate, PrivateKey privateKey) {
    this.certificate = certificate;
    this.privateKey = privateKey;
  }

  /**
   * Reads back what {@link #certificatePem()} and {@link #privateKeyPem()} wrote. Of a chain the
   * first certificate counts. Whether the two belong together is asked by {@link #keyMatches()}.
   *
   * @throws InvalidPem if either is not PEM of its kind
   */
  public static CertifiedKey parse(byte[] certificatePem, byte[] privateKeyPem) throws InvalidPem {
    return new CertifiedKey(Pem.certificates(certificatePem).get(0), Pem.privateKey(privateKeyPem));
  }

  /**
   * {@code certificate} and what {@link #privateKeyPem()} wrote. Whether the two belong together is
   * asked by {@link #keyMatches()}.
   *
   * @throws InvalidPem if it is not PEM of a private key
   */
  public static CertifiedKey of(X509Certificate certificate, byte[] privateKeyPem)
      throws InvalidPem {
    return new CertifiedKey(certificate, Pem.privateKey(privateKeyPem));
  }

  /** The certificate. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** The certificate as PEM. */
  public byte[] certificatePem() {
    return Pem.ofCertificates(List.of(certificate));
  }

  /** The certificate, then that of {@code authority}, as PEM: what a TLS server presents. */
  public byte[] chainPem(X509Certificate authority) {
    return Pem.ofCertificates(List.of(certificate, authority));
  }

  /** The private key as PKCS#8 PEM, for the Secret of its owner and nothing else. */
  public byte[] privateKeyPem() {
    return Pem.ofPrivateKey(privateKey, certificate.getPublicKey());
  }

  /** SHA-256 of the certificate's DER: the fingerprint that browsers and openssl show. */
  public Sha256 fingerprint() {
    try {
      return Sha256.of(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate without an encoding", e);
    }
  }

  /** Whether the private key is the one that the certificate certifies. */
  public boolean keyMatches() {
    return KeyMatch.matches(privateKey, certificate.getPublicKey());
  }

  PrivateKey privateKey() {
    return privateKey;
  }

  @Override
  public String toString() {
    return certificate.getSubjectX500Principal().getName() + " with <redacted> key";
  }
}
