package io.restproducer.operator.pki;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/**
 * Whether a private and a public key are one pair, found by signing; knows no algorithm's maths.
 */
final class KeyMatch {
  private static final byte[] SAMPLE = "key pair check".getBytes(StandardCharsets.US_ASCII);

  private KeyMatch() {}

  static boolean matches(PrivateKey privateKey, PublicKey publicKey) {
    try {
      Signature signature = Signature.getInstance(algorithm(privateKey));
      signature.initSign(privateKey);
      signature.update(SAMPLE);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(SAMPLE);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String algorithm(PrivateKey key) {
    return key.getAlgorithm().equals("EdDSA")
        ? "Ed25519"
        : KeyAlgorithm.ofJdkName(key.getAlgorithm()).signature();
  }
}
