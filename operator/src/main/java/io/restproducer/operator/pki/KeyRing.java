package io.restproducer.operator.pki;

import io.restproducer.contract.Sha256;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keys of one kind: one is in use, its successor waits, and its predecessors are trusted for what
 * they have made. Immutable.
 *
 * @param <T> the kind of ring
 */
public interface KeyRing<T extends KeyRing<T>> {
  /** Of the one in use. */
  Sha256 fingerprint();

  /** Of the successor; empty: there is none. */
  Optional<Sha256> next();

  /** Of the predecessors, the latest first. */
  List<Sha256> former();

  /** When {@code former} ends by itself: nothing that it made works longer; empty: never. */
  default Optional<Instant> end(Sha256 former) {
    return Optional.empty();
  }

  /** The ring once the successor is in use; there must be one. */
  T promoted();

  /** The ring with those predecessors only that are among {@code kept}. */
  T retaining(Collection<Sha256> kept);

  /** What its Secret holds. */
  Map<String, byte[]> content();
}
