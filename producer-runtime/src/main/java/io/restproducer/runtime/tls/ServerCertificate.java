package io.restproducer.runtime.tls;

import io.restproducer.contract.KeyMatch;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/** The server's certificate chain (leaf first) and the key that belongs to it. */
public final class ServerCertificate {
  private final List<X509Certificate> chain;
  private final PrivateKey key;

  private ServerCertificate(List<X509Certificate> chain, PrivateKey key) {
    this.chain = chain;
    this.key = key;
  }

  /**
   * Reads both and makes sure that they fit.
   *
   * @param certificates PEM, leaf first
   * @param privateKey PEM, PKCS#8
   */
  public static ServerCertificate parse(byte[] certificates, byte[] privateKey) throws InvalidTls {
    List<X509Certificate> chain = PemCertificates.parse(certificates, "the server certificate is");
    X509Certificate leaf = chain.get(0);
    String algorithm = leaf.getPublicKey().getAlgorithm();
    if (!KeyMatch.algorithms().contains(algorithm)) {
      throw new InvalidTls("server keys are RSA, EC or EdDSA, not " + algorithm);
    }
    PrivateKey key = PemPrivateKey.parse(privateKey, algorithm);
    if (!KeyMatch.matches(key, leaf.getPublicKey())) {
      throw new InvalidTls("the server key does not belong to the server certificate");
    }
    return new ServerCertificate(chain, key);
  }

  public X509Certificate leaf() {
    return chain.get(0);
  }

  X509Certificate[] chain() {
    return chain.toArray(X509Certificate[]::new);
  }

  PrivateKey key() {
    return key;
  }
}
