package io.restproducer.contract;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * An API key inside a client certificate, readable by its own RestProducer alone. The value of the
 * extension is {@code OCTET STRING { version = 1 (1 byte) | scheme = 1 (1) | id of the sealing key
 * (8) | nonce (12) | ciphertext (66) | tag (16) }}, AES-256-GCM. What is authenticated beside it,
 * {@code SHA-256("restproducer-apikey-v1\0" | id of the sealing key | SHA-256(SubjectPublicKeyInfo
 * in DER))}, ties it to one public key: it does not open in another certificate.
 */
public final class SealedKey {
  /**
   * Object identifier of the extension, non-critical. It lies in the arc for documentation (RFC
   * 5612) until a number is registered.
   */
  public static final String EXTENSION = "1.3.6.1.4.1.32473.1.1";

  private static final byte OCTET_STRING = 4;
  private static final byte VERSION = 1;
  private static final byte SCHEME = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int KEY_BYTES = 66;
  private static final int ID_START = 2;
  private static final int NONCE_START = ID_START + SealingKey.ID_BYTES;
  private static final int SEALED_START = NONCE_START + NONCE_BYTES;
  private static final int LENGTH = SEALED_START + KEY_BYTES + TAG_BYTES;

  /** {@link X509Certificate#getExtensionValue} wraps the value into an OCTET STRING of its own. */
  private static final byte[] WRAPPING = {OCTET_STRING, LENGTH + 2, OCTET_STRING, LENGTH};

  private static final byte[] CONTEXT =
      "restproducer-apikey-v1\0".getBytes(StandardCharsets.US_ASCII);

  private SealedKey() {}

  /**
   * The value of the extension, in DER, for a certificate of {@code publicKey}.
   *
   * @param random a cryptographically strong source: a nonce must never come twice
   */
  public static byte[] seal(
      ApiKey key, SealingKey sealing, PublicKey publicKey, RandomGenerator random) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, sealing, nonce, publicKey);
      return ByteBuffer.allocate(2 + LENGTH)
          .put(OCTET_STRING)
          .put((byte) LENGTH)
          .put(VERSION)
          .put(SCHEME)
          .put(sealing.idBytes())
          .put(nonce)
          .put(cipher.doFinal(key.reveal().getBytes(StandardCharsets.US_ASCII)))
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-256-GCM", e);
    }
  }

  /**
   * The key sealed in {@code certificate}; empty when there is none, when it was sealed for another
   * public key, when none of {@code keys} opens it, or when it is no well-formed key.
   *
   * @param extensions object identifiers where it may lie; the first that is there counts
   */
  public static Optional<ApiKey> open(
      X509Certificate certificate, Collection<String> extensions, Collection<SealingKey> keys) {
    return extensions.stream()
        .map(certificate::getExtensionValue)
        .filter(value -> value != null)
        .findFirst()
        .flatMap(value -> open(value, keys, certificate.getPublicKey()));
  }

  /** SHA-256 of the SubjectPublicKeyInfo: what a key in a certificate is pinned to. */
  public static Sha256 pin(PublicKey publicKey) {
    return Sha256.of(publicKey.getEncoded());
  }

  /**
   * The same of the extension's value alone.
   *
   * @param value as {@link X509Certificate#getExtensionValue} gives it
   */
  static Optional<ApiKey> open(byte[] value, Collection<SealingKey> keys, PublicKey publicKey) {
    if (!isWellFormed(value)) {
      return Optional.empty();
    }
    byte[] sealed = Arrays.copyOfRange(value, WRAPPING.length, value.length);
    return keys.stream()
        .filter(key -> key.isNamed(sealed, ID_START))
        .findFirst()
        .flatMap(key -> decrypt(sealed, key, publicKey));
  }

  private static boolean isWellFormed(byte[] value) {
    return value.length == WRAPPING.length + LENGTH
        && Arrays.equals(value, 0, WRAPPING.length, WRAPPING, 0, WRAPPING.length)
        && value[WRAPPING.length] == VERSION
        && value[WRAPPING.length + 1] == SCHEME;
  }

  private static Optional<ApiKey> decrypt(byte[] sealed, SealingKey key, PublicKey publicKey) {
    byte[] nonce = Arrays.copyOfRange(sealed, NONCE_START, SEALED_START);
    try {
      byte[] text =
          cipher(Cipher.DECRYPT_MODE, key, nonce, publicKey)
              .doFinal(sealed, SEALED_START, sealed.length - SEALED_START);
      return ApiKey.parse(new String(text, StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static Cipher cipher(int mode, SealingKey sealing, byte[] nonce, PublicKey publicKey)
      throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] subject = digest.digest(publicKey.getEncoded());
    digest.update(CONTEXT);
    digest.update(sealing.idBytes());
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, sealing.secretKey(), new GCMParameterSpec(8 * TAG_BYTES, nonce));
    cipher.updateAAD(digest.digest(subject));
    return cipher;
  }
}
