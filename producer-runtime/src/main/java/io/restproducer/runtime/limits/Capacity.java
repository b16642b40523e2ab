package io.restproducer.runtime.limits;

import java.util.Optional;

/**
 * How much this process holds at once: a function of its heap, never of its load.
 *
 * @param bytesInFlight of record keys, values and headers between the first byte and the answer
 * @param requestsInFlight accepted and not yet answered
 * @param connections open on all HTTPS listeners together
 * @param producerBuffer bytes that the Kafka producer may hold ({@code buffer.memory})
 */
public record Capacity(
    long bytesInFlight, int requestsInFlight, int connections, long producerBuffer) {
  private static final long KIB = 1024;
  private static final long LEAST_PRODUCER_BUFFER = 4 << 20;

  /** A quarter of the heap for bodies, a quarter for the producer, the rest for everything else. */
  public static Capacity of(long heap, SizeLimits sizes) {
    long quarter = heap / 4;
    return new Capacity(
        quarter,
        clamp(heap / (128 * KIB), 64, 10_000),
        clamp(heap / (128 * KIB), 64, 10_000),
        Math.max(Math.max(quarter, LEAST_PRODUCER_BUFFER), largestRecord(sizes)));
  }

  /**
   * Why {@code sizes} do not fit, if so. A record and a half: what admission allows (a sixteenth of
   * the container's memory, half of which is heap) always fits.
   */
  public Optional<String> problem(SizeLimits sizes) {
    long needed = largestRecord(sizes) * 3 / 2;
    return bytesInFlight >= needed
        ? Optional.empty()
        : Optional.of(
            "MAX_MESSAGE_SIZE %d needs a Java heap of %d MiB or more; it has %d MiB"
                .formatted(
                    sizes.maxMessageSize(),
                    (4 * needed + (1 << 20) - 1) >> 20,
                    (4 * bytesInFlight) >> 20));
  }

  /** Bytes of a record of full size with its key and headers, with room for Kafka's own framing. */
  public static long largestRecord(SizeLimits sizes) {
    return (long) sizes.maxMessageSize() + sizes.maxUriLength() + 4 * KIB;
  }

  private static int clamp(long value, int least, int most) {
    return (int) Math.max(least, Math.min(most, value));
  }
}
