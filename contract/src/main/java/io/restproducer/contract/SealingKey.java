package io.restproducer.contract;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A symmetric key (AES-256) of one RestProducer, with which the operator seals API keys into client
 * certificates and the runtime opens them. Its bytes leave only by {@link #reveal()}.
 */
public final class SealingKey {
  static final int ID_BYTES = 8;

  private static final int KEY_BYTES = 32;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");

  private final byte[] id;
  private final byte[] key;

  private SealingKey(byte[] id, byte[] key) {
    this.id = id;
    this.key = key;
  }

  /**
   * A new key with a random id.
   *
   * @param random a cryptographically strong source, that is a {@code SecureRandom} in production
   */
  public static SealingKey mint(RandomGenerator random) {
    byte[] id = new byte[ID_BYTES];
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(id);
    random.nextBytes(key);
    return new SealingKey(id, key);
  }

  /**
   * The key that was stored under its id.
   *
   * @param id 16 lower-case digits of base16
   * @param key 32 bytes
   * @throws IllegalArgumentException if either is not of that shape; the message holds no key
   */
  public static SealingKey of(String id, byte[] key) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "the id of a sealing key has 16 digits of 0-9 a-f, not " + id.length() + " characters");
    }
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("a sealing key has 32 bytes, not " + key.length);
    }
    return new SealingKey(HexFormat.of().parseHex(id), key.clone());
  }

  /** Names the key in what is sealed with it: 16 lower-case digits of base16. */
  public String id() {
    return HexFormat.of().formatHex(id);
  }

  /** The 32 bytes themselves, for the Secret of its RestProducer and nothing else. */
  public byte[] reveal() {
    return key.clone();
  }

  byte[] idBytes() {
    return id.clone();
  }

  SecretKey secretKey() {
    return new SecretKeySpec(key, "AES");
  }

  boolean isNamed(byte[] bytes, int from) {
    return Arrays.equals(id, 0, ID_BYTES, bytes, from, from + ID_BYTES);
  }

  @Override
  public String toString() {
    return "sealing key " + id() + " <redacted>";
  }
}
