package io.restproducer.operator.pki;

import io.restproducer.contract.KeyMatch;
import io.restproducer.contract.KeyTable;
import io.restproducer.contract.Sha256;
import io.restproducer.contract.SignedKeyTable;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;

/**
 * The Ed25519 pair that signs one RestProducer's key table. The private half leaves only by {@link
 * #privateKeyPem()}, for the Secret that no pod mounts.
 */
public final class TableSigner {
  private final PrivateKey privateKey;
  private final PublicKey publicKey;

  private TableSigner(PrivateKey privateKey, PublicKey publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /** A new pair. */
  public static TableSigner mint(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, random);
      KeyPair pair = generator.generateKeyPair();
      return new TableSigner(pair.getPrivate(), pair.getPublic());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform has no Ed25519 keys", e);
    }
  }

  /**
   * Reads back what {@link #privateKeyPem()} and {@link #publicKeyPem()} wrote.
   *
   * @throws InvalidPem if either is not PEM of its kind, or the two are no Ed25519 pair
   */
  public static TableSigner parse(byte[] privateKeyPem, byte[] publicKeyPem) throws InvalidPem {
    TableSigner read = new TableSigner(Pem.privateKey(privateKeyPem), Pem.publicKey(publicKeyPem));
    if (!read.privateKey.getAlgorithm().equals("EdDSA")) {
      throw new InvalidPem(
          "a key table is signed with Ed25519, not with " + read.privateKey.getAlgorithm());
    }
    if (!KeyMatch.matches(read.privateKey, read.publicKey)) {
      throw new InvalidPem("the private and the public key of the table signer are no pair");
    }
    return read;
  }

  /** The signed bytes of {@code table}. */
  public byte[] sign(KeyTable table) {
    return SignedKeyTable.sign(table, privateKey);
  }

  /** What a runtime verifies tables with. */
  public PublicKey publicKey() {
    return publicKey;
  }

  /** {@link #publicKey()} as {@code RuntimeConfiguration.keyTableSigner} spells it. */
  public String publicKeyBase64() {
    return Base64.getEncoder().encodeToString(publicKey.getEncoded());
  }

  /** The private key as PKCS#8 PEM, for the Secret of its owner and nothing else. */
  public byte[] privateKeyPem() {
    return Pem.ofPrivateKey(privateKey, publicKey);
  }

  /** The public key as SubjectPublicKeyInfo PEM. */
  public byte[] publicKeyPem() {
    return Pem.ofPublicKey(publicKey);
  }

  /** SHA-256 of the SubjectPublicKeyInfo. */
  public Sha256 fingerprint() {
    return Sha256.of(publicKey.getEncoded());
  }

  @Override
  public String toString() {
    return "table signer " + fingerprint() + " with <redacted> key";
  }
}
