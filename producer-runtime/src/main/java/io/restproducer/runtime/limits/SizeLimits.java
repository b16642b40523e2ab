package io.restproducer.runtime.limits;

import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;

/** Largest record key (after decoding) and value, in bytes. */
public record SizeLimits(int maxKeySize, int maxMessageSize) {
  private static final int URI_WITHOUT_KEY = 8 << 10;

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

  /** Refuses a value whose length was declared. */
  public void checkMessage(long size) throws Refusal {
    if (size > maxMessageSize) {
      throw Refusal.of(
          Reason.TOO_LARGE,
          "The message has %d bytes; the limit is %d bytes.".formatted(size, maxMessageSize));
    }
  }

  /** Refuses a value of undeclared length of which {@code soFar} bytes have come. */
  public void checkMessageSoFar(long soFar) throws Refusal {
    if (soFar > maxMessageSize) {
      throw Refusal.of(
          Reason.TOO_LARGE,
          "The message has more than %d bytes (%d have been read so far); the limit is %d bytes."
              .formatted(maxMessageSize, soFar, maxMessageSize));
    }
  }
}
