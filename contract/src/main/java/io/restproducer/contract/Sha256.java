package io.restproducer.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 digest (32 bytes; lower-case base16 in JSON), compared in constant time. */
public final class Sha256 {
  private static final int BYTES = 32;

  private final byte[] digest;

  private Sha256(byte[] digest) {
    this.digest = digest;
  }

  /** The digest of {@code content}. */
  public static Sha256 of(byte[] content) {
    try {
      return new Sha256(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * The digest that {@code hex} spells.
   *
   * @throws IllegalArgumentException unless it is 64 digits of base16
   */
  @JsonCreator
  public static Sha256 parse(String hex) {
    byte[] digest = HexFormat.of().parseHex(hex);
    if (digest.length != BYTES) {
      throw new IllegalArgumentException("a SHA-256 digest has 64 digits, not " + hex.length());
    }
    return new Sha256(digest);
  }

  /** 64 lower-case digits of base16. */
  @JsonValue
  public String hex() {
    return HexFormat.of().formatHex(digest);
  }

  /** Equal digests, found in a time that does not depend on where they differ. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Sha256 that && MessageDigest.isEqual(digest, that.digest);
  }

  @Override
  public int hashCode() {
    return (digest[0] & 0xff) << 24
        | (digest[1] & 0xff) << 16
        | (digest[2] & 0xff) << 8
        | (digest[3] & 0xff);
  }

  @Override
  public String toString() {
    return hex();
  }
}
