package io.restproducer.runtime.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
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
    PrivateKey key = PemPrivateKey.parse(privateKey, leaf.getPublicKey().getAlgorithm());
    if (!fits(leaf, key)) {
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

  private static boolean fits(X509Certificate leaf, PrivateKey key) throws InvalidTls {
    try {
      byte[] probe = "restproducer".getBytes(StandardCharsets.US_ASCII);
      Signature signature = Signature.getInstance(signatureAlgorithm(key.getAlgorithm()));
      signature.initSign(key);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(leaf.getPublicKey());
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String signatureAlgorithm(String keyAlgorithm) throws InvalidTls {
    return switch (keyAlgorithm) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      case "EdDSA" -> "EdDSA";
      default -> throw new InvalidTls("server keys are RSA, EC or EdDSA, not " + keyAlgorithm);
    };
  }
}
