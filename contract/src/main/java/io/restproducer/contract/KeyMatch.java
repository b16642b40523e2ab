package io.restproducer.contract;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Map;
import java.util.Set;

/**
 * Whether a private and a public key are one pair, found by signing; knows no algorithm's maths.
 */
public final class KeyMatch {
  private static final byte[] SAMPLE = "key pair check".getBytes(StandardCharsets.US_ASCII);

  /** By the JDK's name of the key's algorithm. */
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  private KeyMatch() {}

  /** The algorithms of which keys can be told to match, as {@link PrivateKey#getAlgorithm}. */
  public static Set<String> algorithms() {
    return SIGNATURES.keySet();
  }

  /** False also for keys of two algorithms, or of one that is not in {@link #algorithms}. */
  public static boolean matches(PrivateKey privateKey, PublicKey publicKey) {
    String algorithm = SIGNATURES.get(privateKey.getAlgorithm());
    if (algorithm == null) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance(algorithm);
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
}
