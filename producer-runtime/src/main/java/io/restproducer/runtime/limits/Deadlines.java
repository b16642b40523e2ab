package io.restproducer.runtime.limits;

import java.time.Duration;

/**
 * How long a client may take. No setting of users: tests alone shorten them.
 *
 * @param head from the first byte of a request's head to its last
 * @param body from the moment in which the body is wanted to its end; where large ones are allowed,
 *     a second more for each 256 KiB
 * @param idle without a request, the TLS handshake included
 * @param write without taking a byte of an answer
 */
public record Deadlines(Duration head, Duration body, Duration idle, Duration write) {
  /** Those in force. */
  public static final Deadlines STANDARD =
      new Deadlines(
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofSeconds(120),
          Duration.ofSeconds(30));

  private static final int SLOWEST_BYTES_A_SECOND = 256 << 10;

  /** In which a body of at most {@code most} bytes must arrive. */
  Duration body(int most) {
    return body.plusSeconds(most / SLOWEST_BYTES_A_SECOND);
  }
}
