package io.restproducer.operator.pki;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.SealedKey;
import io.restproducer.contract.SealingKey;
import io.restproducer.contract.Sha256;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A client certificate, new or read back from its Secret, and the API key sealed in it. */
public final class ClientCertificate {
  private final X509Certificate certificate;

  private ClientCertificate(X509Certificate certificate) {
    this.certificate = certificate;
  }

  /** One that was just issued. */
  public static ClientCertificate of(X509Certificate certificate) {
    return new ClientCertificate(certificate);
  }

  /**
   * The first certificate of {@code chainPem}, which {@link #chainPem} wrote.
   *
   * @throws InvalidPem if it is no PEM of certificates
   */
  public static ClientCertificate parse(byte[] chainPem) throws InvalidPem {
    return new ClientCertificate(Pem.certificates(chainPem).get(0));
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** It and the certificate of {@code authority} as PEM: what a TLS client presents. */
  public byte[] chainPem(X509Certificate authority) {
    return Pem.ofCertificates(List.of(certificate, authority));
  }

  /** It alone in DER, for programs that cannot read PEM. */
  public byte[] der() {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate without an encoding", e);
    }
  }

  /** SHA-256 of the DER: the fingerprint that browsers and openssl show. */
  public Sha256 fingerprint() {
    return Sha256.of(der());
  }

  /** SHA-256 of the public key: what its API key is pinned to. */
  public Sha256 pin() {
    return SealedKey.pin(certificate.getPublicKey());
  }

  /** The API key inside, or empty when there is none or none of {@code keys} opens it. */
  public Optional<ApiKey> sealedKey(Collection<SealingKey> keys) {
    return SealedKey.open(certificate, List.of(SealedKey.EXTENSION), keys);
  }

  /** Which of {@code keys} opens it: that one is needed until this certificate ends. */
  public Optional<SealingKey> sealedWith(Collection<SealingKey> keys) {
    return keys.stream().filter(key -> sealedKey(List.of(key)).isPresent()).findFirst();
  }

  @Override
  public String toString() {
    return "client certificate " + certificate.getSerialNumber().toString(16);
  }
}
