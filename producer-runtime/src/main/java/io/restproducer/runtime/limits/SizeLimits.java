package io.restproducer.runtime.limits;

import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;

/** Largest record key (after decoding) and value, in bytes. */
public record SizeLimits(int maxKeySize, int maxMessageSize) {
  private static final int URI_WITHOUT_KEY = 8 << 10;
  private static final long MESSAGES_A_BATCH = 16;
  private static final long LARGEST_BATCH = 16 << 20;

  /** A percent-encoded key of full size fits. */
  public int maxUriLength() {
    return URI_WITHOUT_KEY + 3 * maxKeySize;
  }

  public void checkKey(int size) throws Refusal {
    if (size > maxKeySize) {
      throw Refusal.of(
          Reason.TOO_LARGE,
          "The record key has %d bytes; the limit is %d bytes.".formatted(size, maxKeySize));
    }
  }

  /** Of a body that is one record's value. */
  public BodyLimit message() {
    return BodyLimit.of("message", maxMessageSize);
  }

  /**
   * Of a body that is a batch. One of full size always fits what an instance holds in flight,
   * together with the records made of it.
   *
   * @param bytesInFlight what an instance holds in flight
   */
  public BodyLimit batch(long bytesInFlight) {
    long most = Math.min(MESSAGES_A_BATCH * (long) maxMessageSize, LARGEST_BATCH);
    return BodyLimit.of("batch", (int) Math.min(most, bytesInFlight / 4));
  }
}
