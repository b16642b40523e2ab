package io.restproducer.runtime.authn;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.KeyEntry.SealedIn;
import io.restproducer.contract.KeyTable;
import io.restproducer.contract.Quota;
import io.restproducer.contract.ServiceIdentity;
import io.restproducer.contract.Sha256;
import io.restproducer.contract.TopicPattern;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A key table made ready for look-ups; it knows keys by their digests and never by their text. */
public final class KeyRing {
  /** The public key of no certificate: where bearer keys belong. */
  private static final Sha256 NO_CERTIFICATE = Sha256.of(new byte[0]);

  /** Compared with when an id is unknown, so that this takes as long as a wrong secret. */
  private static final Entry NOBODY =
      new Entry(NO_CERTIFICATE, NO_CERTIFICATE, Optional.empty(), Instant.MIN);

  private final long revision;
  private final Map<String, Entry> byId;
  private final Map<ServiceIdentity, Quota> quotas;

  private KeyRing(long revision, Map<String, Entry> byId, Map<ServiceIdentity, Quota> quotas) {
    this.revision = revision;
    this.byId = byId;
    this.quotas = quotas;
  }

  public static KeyRing of(KeyTable table) {
    Map<String, Entry> byId = new HashMap<>(table.entries().size() * 2);
    Map<ServiceIdentity, Quota> quotas = new HashMap<>();
    for (KeyEntry entry : table.entries()) {
      Caller caller = new Caller(entry.serviceId(), entry.id(), entry.role(), entry.topics());
      Instant end = entry.expiresAt().orElse(Instant.MAX);
      Sha256 publicKey = entry.sealedIn().map(SealedIn::publicKey).orElse(NO_CERTIFICATE);
      byId.put(entry.id(), new Entry(entry.sha256(), publicKey, Optional.of(caller), end));
      entry.quota().ifPresent(quota -> quotas.put(entry.serviceId(), quota));
    }
    return new KeyRing(table.revision(), Map.copyOf(byId), Map.copyOf(quotas));
  }

  /** Revision of the table it was made of. */
  public long revision() {
    return revision;
  }

  /** How many keys it knows, expired ones included. */
  public int size() {
    return byId.size();
  }

  /** How many of them are sealed in client certificates. */
  public long sealed() {
    return byId.values().stream()
        .filter(entry -> !entry.publicKey().equals(NO_CERTIFICATE))
        .count();
  }

  /**
   * Whose bearer key this is, unless it is unknown, wrong or no longer valid at {@code now}, or
   * belongs into a certificate.
   */
  public Optional<Caller> find(ApiKey key, Instant now) {
    return find(key.id(), key.sha256(), NO_CERTIFICATE, now);
  }

  /**
   * Whose key this is, which was sealed in a certificate, unless it is unknown, wrong or no longer
   * valid at {@code now}, or does not belong into a certificate of that public key.
   */
  Optional<Caller> find(PinnedKey key, Instant now) {
    return find(key.id(), key.sha256(), key.publicKey(), now);
  }

  private Optional<Caller> find(String id, Sha256 sha256, Sha256 publicKey, Instant now) {
    Entry entry = byId.getOrDefault(id, NOBODY);
    // Both are always looked at: a key in the wrong place takes as long as a wrong one.
    boolean known = sha256.equals(entry.sha256()) & publicKey.equals(entry.publicKey());
    return known && now.isBefore(entry.end()) ? entry.caller() : Optional.empty();
  }

  /** Of the ServiceIds that have one. */
  public Map<ServiceIdentity, Quota> quotas() {
    return quotas;
  }

  /** Topics that are granted by their full names. */
  public List<String> grantedTopics() {
    return byId.values().stream()
        .flatMap(entry -> entry.caller().stream())
        .flatMap(caller -> caller.topics().stream())
        .map(TopicPattern::text)
        .filter(text -> !text.endsWith("*"))
        .distinct()
        .toList();
  }

  /** Its caller is wrapped once, and not for each request. */
  private record Entry(Sha256 sha256, Sha256 publicKey, Optional<Caller> caller, Instant end) {}
}
