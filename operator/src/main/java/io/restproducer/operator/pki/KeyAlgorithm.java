package io.restproducer.operator.pki;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/** The two key algorithms that server certificates come in: RSA is read by every old client. */
public enum KeyAlgorithm {
  /** RSA: 3072 bits in an authority, 2048 in a leaf. */
  RSA("RSA", "SHA256withRSA", rsa(3072), rsa(2048)),
  /** ECDSA on P-256 throughout. */
  ECDSA("EC", "SHA256withECDSA", p256(), p256());

  private final String jdkName;
  private final String signature;
  private final AlgorithmParameterSpec authority;
  private final AlgorithmParameterSpec leaf;

  KeyAlgorithm(
      String jdkName,
      String signature,
      AlgorithmParameterSpec authority,
      AlgorithmParameterSpec leaf) {
    this.jdkName = jdkName;
    this.signature = signature;
    this.authority = authority;
    this.leaf = leaf;
  }

  /** The algorithm of a key that calls itself {@code jdkName}. */
  static KeyAlgorithm ofJdkName(String jdkName) {
    for (KeyAlgorithm algorithm : values()) {
      if (algorithm.jdkName.equals(jdkName)) {
        return algorithm;
      }
    }
    throw new IllegalArgumentException("a key must be RSA or EC to sign, not " + jdkName);
  }

  /** Whether {@code key} is of this algorithm, of whatever size. */
  public boolean isOf(PublicKey key) {
    return key.getAlgorithm().equals(jdkName);
  }

  String signature() {
    return signature;
  }

  KeyPair authorityPair(SecureRandom random) {
    return pair(authority, random);
  }

  KeyPair leafPair(SecureRandom random) {
    return pair(leaf, random);
  }

  private KeyPair pair(AlgorithmParameterSpec size, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(jdkName);
      generator.initialize(size, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform has no " + jdkName + " keys", e);
    }
  }

  private static AlgorithmParameterSpec rsa(int bits) {
    return new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4);
  }

  private static AlgorithmParameterSpec p256() {
    return new ECGenParameterSpec("secp256r1");
  }
}
