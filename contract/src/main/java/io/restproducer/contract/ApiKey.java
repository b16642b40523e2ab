package io.restproducer.contract;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A bearer credential, {@code rpk_<id: 12>_<secret: 43><checksum: 6>}, 66 characters of {@code
 * [0-9A-Za-z_]} with 256 bits of secret. The checksum (zlib CRC-32 of everything before it, in
 * base62) turns away typing errors without a look-up. Its text leaves only by {@link #reveal()}.
 */
public final class ApiKey {
  private static final String PREFIX = "rpk_";
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int ID_LENGTH = 12;
  private static final int SECRET_LENGTH = 43;
  private static final int CHECKSUM_LENGTH = 6;
  private static final int ID_END = PREFIX.length() + ID_LENGTH;
  private static final int LENGTH = ID_END + 1 + SECRET_LENGTH + CHECKSUM_LENGTH;
  private static final Pattern FORMAT = Pattern.compile("rpk_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}");

  private final String text;

  private ApiKey(String text) {
    this.text = text;
  }

  /**
   * A new key with a random id and secret.
   *
   * @param random a cryptographically strong source, that is a {@code SecureRandom} in production
   */
  public static ApiKey mint(RandomGenerator random) {
    String unchecked = PREFIX + digits(random, ID_LENGTH) + "_" + digits(random, SECRET_LENGTH);
    return new ApiKey(unchecked + checksum(unchecked));
  }

  /** The key with this text, or empty when length, alphabet or checksum are wrong. */
  public static Optional<ApiKey> parse(String text) {
    if (text.length() != LENGTH || !FORMAT.matcher(text).matches()) {
      return Optional.empty();
    }
    int end = LENGTH - CHECKSUM_LENGTH;
    return text.substring(end).equals(checksum(text.substring(0, end)))
        ? Optional.of(new ApiKey(text))
        : Optional.empty();
  }

  /** The public part: names the key in tables, status and logs. */
  public String id() {
    return text.substring(PREFIX.length(), ID_END);
  }

  /** SHA-256 of the whole text, the only trace of the secret outside its own Secret. */
  public Sha256 sha256() {
    return Sha256.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** The secret text itself, for the output Secret of its owner and nothing else. */
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return PREFIX + id() + "_<redacted>";
  }

  private static String digits(RandomGenerator random, int count) {
    StringBuilder out = new StringBuilder(count);
    while (out.length() < count) {
      // 6 bits with rejection: every digit is equally likely (a remainder would favour the first).
      int candidate = random.nextInt() >>> 26;
      if (candidate < DIGITS.length()) {
        out.append(DIGITS.charAt(candidate));
      }
    }
    return out.toString();
  }

  private static String checksum(String unchecked) {
    CRC32 crc = new CRC32();
    crc.update(unchecked.getBytes(StandardCharsets.US_ASCII));
    long rest = crc.getValue();
    char[] out = new char[CHECKSUM_LENGTH];
    for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
      out[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
      rest /= DIGITS.length();
    }
    return new String(out);
  }
}
