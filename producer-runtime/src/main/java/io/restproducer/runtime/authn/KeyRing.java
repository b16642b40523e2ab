package io.restproducer.runtime.authn;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
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
  /** Compared with when an id is unknown, so that this takes as long as a wrong secret. */
  private static final Sha256 NOBODY = Sha256.of(new byte[0]);

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
      byId.put(entry.id(), new Entry(entry.sha256(), caller, end));
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

  /** Whose key this is, unless it is unknown, wrong or no longer valid at {@code now}. */
  public Optional<Caller> find(ApiKey key, Instant now) {
    Entry entry = byId.get(key.id());
    boolean known = key.sha256().equals(entry == null ? NOBODY : entry.sha256());
    return entry != null && known && now.isBefore(entry.end())
        ? Optional.of(entry.caller())
        : Optional.empty();
  }

  /** Of the ServiceIds that have one. */
  public Map<ServiceIdentity, Quota> quotas() {
    return quotas;
  }

  /** Topics that are granted by their full names. */
  public List<String> grantedTopics() {
    return byId.values().stream()
        .flatMap(entry -> entry.caller().topics().stream())
        .map(TopicPattern::text)
        .filter(text -> !text.endsWith("*"))
        .distinct()
        .toList();
  }

  private record Entry(Sha256 sha256, Caller caller, Instant end) {}
}
