package io.restproducer.runtime.limits;

import java.time.Duration;

/**
 * How long a client may take. No setting of users: tests alone shorten them.
 *
 * @param head from the first byte of a request's head to its last
 * @param body from the head's end to the body's, for what is read at any speed; large bodies get
 *     more
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
}
