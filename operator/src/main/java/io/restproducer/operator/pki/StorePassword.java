package io.restproducer.operator.pki;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The password of a client's PKCS#12 files: 24 letters and digits, 139 bits, that no shell, no YAML
 * and no EBCDIC code page changes and no eye confuses. Its text leaves only by {@link #reveal()}.
 */
public final class StorePassword {
  private static final String ALPHABET =
      "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final int LENGTH = 24;
  private static final Pattern FORMAT = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");

  private final String text;

  private StorePassword(String text) {
    this.text = text;
  }

  /**
   * A new password.
   *
   * @param random a cryptographically strong source, that is a {@code SecureRandom} in production
   */
  public static StorePassword mint(RandomGenerator random) {
    StringBuilder text = new StringBuilder(LENGTH);
    while (text.length() < LENGTH) {
      // 6 bits with rejection: every character is equally likely.
      int candidate = random.nextInt() >>> 26;
      if (candidate < ALPHABET.length()) {
        text.append(ALPHABET.charAt(candidate));
      }
    }
    return new StorePassword(text.toString());
  }

  /** The password that was stored; empty when it is none that was minted here. */
  public static Optional<StorePassword> parse(String text) {
    return FORMAT.matcher(text).matches() ? Optional.of(new StorePassword(text)) : Optional.empty();
  }

  /** The secret text itself, for the Secret of its owner and nothing else. */
  public String reveal() {
    return text;
  }

  char[] characters() {
    return text.toCharArray();
  }

  @Override
  public String toString() {
    return "<redacted> password";
  }
}
