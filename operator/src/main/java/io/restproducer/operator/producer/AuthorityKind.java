package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.contract.Sha256;
import io.restproducer.operator.pki.InvalidPem;
import io.restproducer.operator.pki.InvalidSealingKeys;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How one kind of authority is made, read and told from others.
 *
 * @param noting what is to be noted of one that status does not name yet
 * @param seenAs what was read with the one of a fingerprint in use; empty: it is not among them
 */
record AuthorityKind<T>(
    String name,
    Supplier<Map<String, byte[]>> minting,
    Reading<T> reading,
    Function<T, AuthorityNote> noting,
    Seeing<T> seenAs) {
  /** Reads what a Secret holds. */
  interface Reading<T> {
    T read(Secret secret) throws InvalidPem, InvalidSealingKeys;
  }

  /** Tells whether the one in use is there. */
  interface Seeing<T> {
    Optional<T> as(T read, Sha256 inUse);
  }
}
