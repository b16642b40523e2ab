package io.restproducer.operator.serviceid;

import io.restproducer.contract.Sha256;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * When a key has to be replaced by itself. Each ServiceId has a beat of its own, one interval long
 * and settled by its UID: those that were made together are spread over the interval after their
 * first turn. No key gets older than the interval, or is replaced before half of it. Pure.
 */
final class RotationDate {
  private RotationDate() {}

  /**
   * The moment for a key.
   *
   * @param uid of its ServiceId
   * @param createdAt when it was minted
   * @param interval at least a second
   */
  static Instant of(String uid, Instant createdAt, Duration interval) {
    long beat = interval.toSeconds();
    long made = createdAt.getEpochSecond();
    long untilBeat = beat - Math.floorMod(made - offset(uid, beat), beat);
    // Too young at its next beat, too old at the one after: one step between the two.
    long wait = 2 * untilBeat >= beat ? untilBeat : (untilBeat + beat) / 2;
    return Instant.ofEpochSecond(made + wait);
  }

  private static long offset(String uid, long beat) {
    String digest = Sha256.of(uid.getBytes(StandardCharsets.UTF_8)).hex();
    return new BigInteger(digest, 16).mod(BigInteger.valueOf(beat)).longValueExact();
  }
}
