package io.restproducer.operator.pki;

import java.time.Duration;

/**
 * How long keys and certificates live; tests have years pass in seconds.
 *
 * @param authority of servers and of clients
 * @param serverLeaf of a server certificate
 * @param clientLeaf of a client certificate that names none
 * @param sealingKey how long a sealing key seals
 * @param settling how long after a change of signer something of the former one may still appear
 * @param skew by which clocks of callers may be late
 */
public record Lifetimes(
    Duration authority,
    Duration serverLeaf,
    Duration clientLeaf,
    Duration sealingKey,
    Duration settling,
    Duration skew) {
  /** Those of a running operator. */
  public static final Lifetimes STANDARD =
      new Lifetimes(
          Duration.ofDays(5 * 365 + 1),
          Duration.ofDays(90),
          Duration.ofDays(365),
          Duration.ofDays(365),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5));
}
