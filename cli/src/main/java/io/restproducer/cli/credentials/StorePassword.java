package io.restproducer.cli.credentials;

import java.util.random.RandomGenerator;

/** A fresh password of a certificate store; shown once, kept nowhere. */
public final class StorePassword {
  private static final String DIGITS = "23456789abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";
  private static final int LENGTH = 24;

  private final char[] letters;

  private StorePassword(char[] letters) {
    this.letters = letters;
  }

  /** A new one of more than 128 bits. */
  public static StorePassword random(RandomGenerator random) {
    char[] letters = new char[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      letters[i] = DIGITS.charAt(random.nextInt(DIGITS.length()));
    }
    return new StorePassword(letters);
  }

  /** Its text, for the store and for the user's eyes. */
  public char[] reveal() {
    return letters.clone();
  }

  @Override
  public String toString() {
    return "<redacted>";
  }
}
