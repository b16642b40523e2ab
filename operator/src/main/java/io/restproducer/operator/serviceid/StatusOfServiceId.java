package io.restproducer.operator.serviceid;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.Sha256;
import io.restproducer.crds.ServiceIdStatus;
import io.restproducer.operator.keytable.KeyFacts;
import io.restproducer.operator.keytable.KeySecrets;
import io.restproducer.operator.keytable.Standing;
import io.restproducer.operator.reconcile.Conditions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The status of a ServiceId, built anew from a view. Pure. */
final class StatusOfServiceId {
  private final View view;
  private final ServiceIdStatus before;

  private StatusOfServiceId(View view) {
    this.view = view;
    ServiceIdStatus known = view.serviceId().getStatus();
    this.before = known == null ? new ServiceIdStatus() : known;
  }

  static ServiceIdStatus of(View view) {
    return new StatusOfServiceId(view).build();
  }

  private ServiceIdStatus build() {
    Long generation = view.serviceId().getMetadata().getGeneration();
    ServiceIdStatus status = new ServiceIdStatus();
    status.observedGeneration = generation;
    status.conditions =
        Conditions.of(new ServiceIdFindings(view).all(), before.conditions, generation, view.now());
    status.apiKeys = keys();
    status.clientCertificates = StatusOfCertificates.of(view.certificates());
    status.apiKeySecretName =
        view.held()
            .published()
            .filter(secret -> KeySecrets.key(secret).isPresent())
            .map(secret -> secret.getMetadata().getName())
            .orElse(null);
    return status;
  }

  private List<ServiceIdStatus.ApiKey> keys() {
    Stream<ServiceIdStatus.ApiKey> inTable = view.bearerEntries().stream().map(this::live);
    Stream<ServiceIdStatus.ApiKey> outside =
        heldOnce()
            .filter(key -> view.entries().stream().noneMatch(e -> e.id().equals(key.id())))
            .map(this::outside);
    return Stream.of(inTable, outside, revoked())
        .flatMap(keys -> keys)
        .sorted(Comparator.comparing(key -> key.id))
        .toList();
  }

  /** Keys that nobody holds any more, as long as they are listed; of others nothing is known. */
  private Stream<ServiceIdStatus.ApiKey> revoked() {
    return reported().stream()
        .filter(key -> view.isListedAsRevoked(key.id))
        .filter(key -> view.entries().stream().noneMatch(e -> e.id().equals(key.id)))
        .filter(key -> view.held().keys().noneMatch(held -> held.id().equals(key.id)))
        .map(
            key -> {
              ServiceIdStatus.ApiKey ended = new ServiceIdStatus.ApiKey();
              ended.id = key.id;
              ended.sha256 = key.sha256;
              ended.createdAt = key.createdAt;
              ended.state = ServiceIdStatus.ApiKey.State.REVOKED;
              return ended;
            });
  }

  private List<ServiceIdStatus.ApiKey> reported() {
    return before.apiKeys == null ? List.of() : before.apiKeys;
  }

  /** Both Secrets hold the same key for a moment. */
  private Stream<ApiKey> heldOnce() {
    Set<String> seen = new HashSet<>();
    return view.held().keys().filter(key -> seen.add(key.id()));
  }

  private ServiceIdStatus.ApiKey live(KeyEntry entry) {
    boolean known = view.standing().map(Standing::known).orElse(List.of()).contains(entry.id());
    boolean published =
        view.held().publishedKey().filter(key -> key.id().equals(entry.id())).isPresent();
    ServiceIdStatus.ApiKey.State state =
        entry.expiresAt().isPresent() || isHeldByNobody(entry)
            ? ServiceIdStatus.ApiKey.State.RETIRING
            : known && published
                ? ServiceIdStatus.ApiKey.State.ACTIVE
                : ServiceIdStatus.ApiKey.State.PENDING;
    ServiceIdStatus.ApiKey key = key(entry.id(), entry.sha256(), state);
    key.expiresAt =
        entry.expiresAt().map(end -> end.truncatedTo(ChronoUnit.SECONDS).toString()).orElse(null);
    return key;
  }

  /** Its Secret is gone; it works until another key is published. */
  private boolean isHeldByNobody(KeyEntry entry) {
    return view.held().keys().noneMatch(key -> key.id().equals(entry.id()));
  }

  /** A key that the table does not hold: not yet, or no longer. */
  private ServiceIdStatus.ApiKey outside(ApiKey key) {
    boolean revoked =
        view.isSuspended()
            || !view.wantsKey()
            || view.isShutOut()
            || view.isListedAsRevoked(key.id());
    return key(
        key.id(),
        key.sha256(),
        revoked ? ServiceIdStatus.ApiKey.State.REVOKED : ServiceIdStatus.ApiKey.State.PENDING);
  }

  private ServiceIdStatus.ApiKey key(String id, Sha256 sha256, ServiceIdStatus.ApiKey.State state) {
    ServiceIdStatus.ApiKey key = new ServiceIdStatus.ApiKey();
    key.id = id;
    key.sha256 = sha256.hex();
    key.state = state;
    key.createdAt = createdAt(id);
    return key;
  }

  private String createdAt(String id) {
    return noted(id)
        .or(() -> knownBefore(id))
        .or(() -> view.held().next().filter(s -> holds(s, id)).map(StatusOfServiceId::made))
        .or(() -> view.held().published().filter(s -> holds(s, id)).map(StatusOfServiceId::made))
        .orElseGet(() -> view.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private Optional<String> knownBefore(String id) {
    return reported().stream()
        .filter(key -> id.equals(key.id) && key.createdAt != null)
        .map(key -> key.createdAt)
        .findFirst();
  }

  private Optional<String> noted(String id) {
    return Stream.of(view.held().published(), view.held().next())
        .flatMap(Optional::stream)
        .flatMap(secret -> KeyFacts.of(secret).stream())
        .filter(facts -> facts.id().equals(id))
        .map(facts -> facts.createdAt().toString())
        .findFirst();
  }

  private static boolean holds(Secret secret, String id) {
    return KeySecrets.key(secret).filter(key -> key.id().equals(id)).isPresent();
  }

  private static String made(Secret secret) {
    return Instant.parse(secret.getMetadata().getCreationTimestamp()).toString();
  }
}
