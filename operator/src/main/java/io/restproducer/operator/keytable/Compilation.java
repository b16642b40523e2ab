package io.restproducer.operator.keytable;

import io.restproducer.contract.KeyEntry;
import io.restproducer.operator.reconcile.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a table must hold.
 *
 * @param refused ServiceIds, by UID, of which a key was left out, and why
 * @param nextExpiry when the first of the entries expires, so that it can be dropped then
 */
public record Compilation(
    List<KeyEntry> entries, Map<String, Reason> refused, Optional<Instant> nextExpiry) {}
