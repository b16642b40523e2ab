package io.restproducer.cli.credentials;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** A client certificate that was issued for a request; public data. */
public final class IssuedCertificate {
  private final byte[] chain;
  private final byte[] leafDer;
  private final X509Certificate leaf;

  private IssuedCertificate(byte[] chain, byte[] leafDer, X509Certificate leaf) {
    this.chain = chain;
    this.leafDer = leafDer;
    this.leaf = leaf;
  }

  /** From the data of its Secret, once that holds a certificate for this very public key. */
  public static Optional<IssuedCertificate> of(
      Map<String, byte[]> secret, CertificateRequest request) {
    byte[] chain = secret.get("tls.crt");
    if (chain == null) {
      return Optional.empty();
    }
    try {
      X509Certificate leaf =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(chain));
      boolean fits =
          request
              .publicKey()
              .map(key -> Arrays.equals(key, leaf.getPublicKey().getEncoded()))
              .orElse(true);
      return fits
          ? Optional.of(new IssuedCertificate(chain, leaf.getEncoded(), leaf))
          : Optional.empty();
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }

  /** Leaf, then the authority that has issued it. */
  public byte[] pem() {
    return chain.clone();
  }

  /** The leaf alone. */
  public byte[] der() {
    return leafDer.clone();
  }

  /** Until when it is valid, UTC. */
  public String notAfter() {
    return leaf.getNotAfter().toInstant().toString();
  }

  /** Whom it names. */
  public String subject() {
    return leaf.getSubjectX500Principal().getName();
  }
}
