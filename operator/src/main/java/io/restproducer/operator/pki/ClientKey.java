package io.restproducer.operator.pki;

import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;

/**
 * A key pair made here for a client that sent no request. The private key leaves only by {@link
 * #certified}, for the Secret that owns it.
 */
public final class ClientKey {
  private final KeyPair pair;

  private ClientKey(KeyPair pair) {
    this.pair = pair;
  }

  /** A new pair: RSA of 2048 bits, or EC on P-256. */
  public static ClientKey mint(KeyAlgorithm algorithm, SecureRandom random) {
    return new ClientKey(algorithm.leafPair(random));
  }

  /** What is to be certified: see {@link CertificateRequest#of}. */
  public PublicKey publicKey() {
    return pair.getPublic();
  }

  /**
   * The private key with its certificate.
   *
   * @throws IllegalArgumentException if the certificate is of another key
   */
  public CertifiedKey certified(X509Certificate certificate) {
    if (!certificate.getPublicKey().equals(pair.getPublic())) {
      throw new IllegalArgumentException("the certificate is of another key");
    }
    return new CertifiedKey(certificate, pair.getPrivate());
  }

  @Override
  public String toString() {
    return pair.getPublic().getAlgorithm() + " pair with <redacted> key";
  }
}
