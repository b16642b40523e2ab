package io.restproducer.operator.keytable;

import io.restproducer.contract.KeyEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Until when the key in a client certificate works: to the certificate's end, but no longer than
 * the API key that it depends on, and not at all once its name is no longer wanted. Pure.
 */
final class SealedEnd {
  /** How long a certificate outlives the request that it was made of. */
  static final Duration AFTER_ANOTHER_REQUEST = Duration.ofHours(24);

  private final Grant grant;
  private final Map<String, KeyEntry> entries;
  private final Instant now;

  /**
   * Ends within one grant.
   *
   * @param entries what was compiled so far, the bearer keys of the grant among them
   */
  SealedEnd(Grant grant, Map<String, KeyEntry> entries, Instant now) {
    this.grant = grant;
    this.entries = entries;
    this.now = now;
  }

  /** Of one that is there; empty: it must not work. */
  Optional<Instant> of(SealedCredential held) {
    return bounded(held.certificate(), held.notAfter());
  }

  /** Of one that has a successor; empty: it must not work. */
  Optional<Instant> ofFormer(KeyEntry entry) {
    String certificate = entry.sealedIn().orElseThrow().certificate();
    Instant end = entry.expiresAt().orElse(now);
    Instant cut = now.plus(AFTER_ANOTHER_REQUEST);
    boolean isCut = grant.certificates().endsFormer(certificate) && cut.isBefore(end);
    return bounded(certificate, isCut ? cut : end);
  }

  private Optional<Instant> bounded(String certificate, Instant end) {
    if (!grant.certificates().wants(certificate)) {
      return Optional.empty();
    }
    Optional<String> apiKeyId = grant.certificates().wanted().get(certificate);
    return (apiKeyId.isEmpty() ? Optional.of(end) : ofApiKey(apiKeyId.get(), end))
        .filter(now::isBefore);
  }

  private Optional<Instant> ofApiKey(String id, Instant end) {
    return Optional.ofNullable(entries.get(id))
        .filter(key -> key.sealedIn().isEmpty())
        .filter(key -> key.serviceId().uid().equals(grant.serviceId().uid()))
        .map(key -> key.expiresAt().filter(end::isAfter).orElse(end));
  }
}
