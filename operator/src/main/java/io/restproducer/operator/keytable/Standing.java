package io.restproducer.operator.keytable;

import io.restproducer.contract.KeyEntry;
import io.restproducer.operator.reconcile.Reason;
import java.util.List;
import java.util.Optional;

/**
 * How far the keys of one ServiceId have come.
 *
 * @param entries its entries in the stored table
 * @param known ids of those that every pod that is waited for knows
 * @param obeyed whether each of those has loaded the last change that concerned this ServiceId
 * @param waitingFor pods that lag, each with the reason; empty when all is known and obeyed
 * @param givenUp silent pods that are no longer waited for, and may not know or obey yet
 * @param refused why a key of it was left out
 * @param access how callers reach the RestProducer; empty: not known yet
 * @param issuerTaken whether every pod that is waited for takes what its issuer signs and seals
 */
public record Standing(
    List<KeyEntry> entries,
    List<String> known,
    boolean obeyed,
    List<String> waitingFor,
    List<String> givenUp,
    Optional<Reason> refused,
    Optional<Access> access,
    boolean issuerTaken) {
  public Standing {
    entries = List.copyOf(entries);
    known = List.copyOf(known);
    waitingFor = List.copyOf(waitingFor);
    givenUp = List.copyOf(givenUp);
  }

  /** Where no client certificates are. */
  public Standing(
      List<KeyEntry> entries,
      List<String> known,
      boolean obeyed,
      List<String> waitingFor,
      List<String> givenUp,
      Optional<Reason> refused,
      Optional<Access> access) {
    this(entries, known, obeyed, waitingFor, givenUp, refused, access, false);
  }

  /** Whether it has no keys, and every pod that is waited for knows that. */
  public boolean isRevoked() {
    return obeyed && entries.isEmpty();
  }

  /** Whether it has no bearer keys, and every pod that is waited for knows that. */
  public boolean hasNoBearerKey() {
    return obeyed && entries.stream().allMatch(entry -> entry.sealedIn().isPresent());
  }
}
