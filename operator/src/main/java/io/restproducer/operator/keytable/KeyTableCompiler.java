package io.restproducer.operator.keytable;

import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.KeyEntry.SealedIn;
import io.restproducer.operator.reconcile.Reason;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * ServiceIds and their keys become the entries of a table. Pure. It must be given every ServiceId:
 * one that is missing loses its keys.
 */
public final class KeyTableCompiler {
  /** More keys of one ServiceId never retire at a time: it must not fill the table by itself. */
  static final int MOST_RETIRING = 8;

  /** More former certificates of one name never work at a time, for the same reason. */
  static final int MOST_FORMER = 4;

  /** Those that callers may still use first: no end yet, then a late one. */
  private static final Comparator<KeyEntry> MOST_NEEDED =
      Comparator.comparing((KeyEntry entry) -> entry.expiresAt().orElse(Instant.MAX))
          .reversed()
          .thenComparing(KeyEntry::firstRevision)
          .thenComparing(KeyEntry::id);

  private final Map<String, KeyEntry> stored;
  private final Set<String> present;
  private final long nextRevision;
  private final Instant now;
  private final TreeMap<String, KeyEntry> entries = new TreeMap<>();
  private final Map<String, Reason> refused = new HashMap<>();

  private KeyTableCompiler(
      List<KeyEntry> stored, Collection<Grant> grants, long nextRevision, Instant now) {
    this.stored = stored.stream().collect(Collectors.toMap(KeyEntry::id, Function.identity()));
    this.present = grants.stream().map(g -> g.serviceId().uid()).collect(Collectors.toSet());
    this.nextRevision = nextRevision;
    this.now = now;
  }

  /**
   * The entries in canonical order.
   *
   * @param stored entries of the table as it is
   * @param grants every ServiceId of the RestProducer
   * @param nextRevision of the table that will hold the result
   */
  public static Compilation compile(
      List<KeyEntry> stored, Collection<Grant> grants, long nextRevision, Instant now) {
    KeyTableCompiler compiler = new KeyTableCompiler(stored, grants, nextRevision, now);
    Map<String, List<KeyEntry>> storedOf =
        stored.stream().collect(Collectors.groupingBy(entry -> entry.serviceId().uid()));
    grants.stream()
        .filter(Grant::live)
        .sorted(Comparator.comparing(Grant::createdAt).thenComparing(g -> g.serviceId().name()))
        .forEach(grant -> compiler.add(grant, storedOf.getOrDefault(uid(grant), List.of())));
    return compiler.result();
  }

  private void add(Grant grant, List<KeyEntry> storedEntries) {
    if (grant.bearer()) {
      addBearer(grant, storedEntries.stream().filter(e -> e.sealedIn().isEmpty()).toList());
    }
    addSealed(grant, storedEntries.stream().filter(e -> e.sealedIn().isPresent()).toList());
  }

  private void addBearer(Grant grant, List<KeyEntry> storedEntries) {
    Set<String> settled = new HashSet<>(grant.rules().revoked());
    for (Credential credential : grant.wanted()) {
      settled.add(credential.id());
      if (belongsToAnother(credential, grant)) {
        refused.put(uid(grant), Reason.KEY_ID_CONFLICT);
      } else {
        entries.put(credential.id(), live(grant, credential));
      }
    }
    storedEntries.stream()
        .filter(entry -> !settled.contains(entry.id()))
        .map(entry -> retired(grant, entry))
        .filter(entry -> entry.expiresAt().orElse(Instant.MAX).isAfter(now))
        .sorted(MOST_NEEDED)
        .limit(MOST_RETIRING)
        .forEach(entry -> entries.put(entry.id(), entry));
  }

  /**
   * After the bearer keys: a certificate may depend on one of them. A former one works on, unless
   * nobody was ever given it: its request was taken back before it was published.
   */
  private void addSealed(Grant grant, List<KeyEntry> storedEntries) {
    SealedEnd end = new SealedEnd(grant, entries, now);
    Set<String> settled = new HashSet<>(grant.rules().revoked());
    for (SealedCredential sealed : grant.certificates().held()) {
      if (!settled.add(sealed.id())) {
        continue;
      }
      if (belongsToAnother(sealed.credential(), grant)) {
        refused.put(uid(grant), Reason.KEY_ID_CONFLICT);
      } else {
        SealedIn sealedIn = (wasPublished(sealed) ? sealed.published() : sealed).sealedIn();
        end.of(sealed).ifPresent(e -> put(grant, sealed.credential(), e, sealedIn));
      }
    }
    Map<String, Integer> formers = new HashMap<>();
    storedEntries.stream()
        .filter(entry -> !settled.contains(entry.id()))
        .filter(entry -> !entry.sealedIn().orElseThrow().waiting())
        .sorted(MOST_NEEDED)
        .filter(entry -> formers.merge(certificate(entry), 1, Integer::sum) <= MOST_FORMER)
        .forEach(
            entry ->
                end.ofFormer(entry)
                    .ifPresent(
                        e ->
                            put(
                                grant,
                                new Credential(entry.id(), entry.sha256()),
                                e,
                                entry.sealedIn().orElseThrow())));
  }

  /** Whoever has fetched it once has it, even if it only waits now. */
  private boolean wasPublished(SealedCredential sealed) {
    return Optional.ofNullable(stored.get(sealed.id()))
        .flatMap(KeyEntry::sealedIn)
        .filter(in -> !in.waiting())
        .isPresent();
  }

  private static String certificate(KeyEntry entry) {
    return entry.sealedIn().orElseThrow().certificate();
  }

  private void put(Grant grant, Credential credential, Instant end, SealedIn sealedIn) {
    entries.putIfAbsent(
        credential.id(), entry(grant, credential, Optional.of(end), Optional.of(sealedIn)));
  }

  /**
   * An id belongs to the ServiceId that first brought it. When that one is gone, it passes only to
   * its namesake, and only if that one holds the very same key.
   */
  private boolean belongsToAnother(Credential credential, Grant grant) {
    return Optional.ofNullable(entries.get(credential.id()))
        .or(() -> Optional.ofNullable(stored.get(credential.id())))
        .filter(entry -> !entry.serviceId().uid().equals(uid(grant)))
        .filter(
            entry -> present.contains(entry.serviceId().uid()) || !passes(entry, credential, grant))
        .isPresent();
  }

  private static boolean passes(KeyEntry entry, Credential credential, Grant grant) {
    return entry.serviceId().namespace().equals(grant.serviceId().namespace())
        && entry.serviceId().name().equals(grant.serviceId().name())
        && entry.sha256().equals(credential.sha256());
  }

  private KeyEntry live(Grant grant, Credential credential) {
    return entry(grant, credential, Optional.empty(), Optional.empty());
  }

  /** Its time runs from the publication of another one, so that no slow pod can use it up. */
  private KeyEntry retired(Grant grant, KeyEntry entry) {
    Optional<Instant> end = entry.expiresAt().or(() -> grant.rules().end(now));
    return entry(grant, new Credential(entry.id(), entry.sha256()), end, Optional.empty());
  }

  private KeyEntry entry(
      Grant grant,
      Credential credential,
      Optional<Instant> expiresAt,
      Optional<SealedIn> sealedIn) {
    return new KeyEntry(
        credential.id(),
        credential.sha256(),
        grant.serviceId(),
        grant.role(),
        grant.topics(),
        expiresAt,
        firstRevision(grant, credential, sealedIn),
        grant.quota(),
        sealedIn);
  }

  /** Pods take no notice of whether a certificate was published. */
  private long firstRevision(Grant grant, Credential credential, Optional<SealedIn> sealedIn) {
    KeyEntry before = stored.get(credential.id());
    boolean same =
        before != null
            && before.sha256().equals(credential.sha256())
            && before.serviceId().equals(grant.serviceId())
            && sameCertificate(before.sealedIn(), sealedIn);
    return same ? before.firstRevision() : nextRevision;
  }

  private static boolean sameCertificate(Optional<SealedIn> one, Optional<SealedIn> other) {
    return one.map(SealedIn::certificate).equals(other.map(SealedIn::certificate))
        && one.map(SealedIn::publicKey).equals(other.map(SealedIn::publicKey));
  }

  private Compilation result() {
    Optional<Instant> nextExpiry =
        entries.values().stream()
            .flatMap(entry -> entry.expiresAt().stream())
            .min(Comparator.naturalOrder());
    return new Compilation(List.copyOf(entries.values()), Map.copyOf(refused), nextExpiry);
  }

  private static String uid(Grant grant) {
    return grant.serviceId().uid();
  }
}
