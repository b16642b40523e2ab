package io.restproducer.operator.serviceid;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.Sha256;
import io.restproducer.crds.ServiceIdStatus;
import io.restproducer.operator.keytable.KeySecrets;
import io.restproducer.operator.keytable.Standing;
import io.restproducer.operator.reconcile.Conditions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
    status.clientCertificates = StatusOfCertificates.of(view.certificates(), before);
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
        view.held()
            .keys()
            .filter(key -> view.entries().stream().noneMatch(e -> e.id().equals(key.id())))
            .map(this::outside);
    return Stream.concat(inTable, outside).sorted(Comparator.comparing(key -> key.id)).toList();
  }

  private ServiceIdStatus.ApiKey live(KeyEntry entry) {
    boolean known = view.standing().map(Standing::known).orElse(List.of()).contains(entry.id());
    boolean published =
        view.held().publishedKey().filter(key -> key.id().equals(entry.id())).isPresent();
    ServiceIdStatus.ApiKey.State state =
        entry.expiresAt().isPresent()
            ? ServiceIdStatus.ApiKey.State.RETIRING
            : known && published
                ? ServiceIdStatus.ApiKey.State.ACTIVE
                : ServiceIdStatus.ApiKey.State.PENDING;
    ServiceIdStatus.ApiKey key = key(entry.id(), entry.sha256(), state);
    key.expiresAt =
        entry.expiresAt().map(end -> end.truncatedTo(ChronoUnit.SECONDS).toString()).orElse(null);
    return key;
  }

  /** A key that the table does not hold: not yet, or no longer. */
  private ServiceIdStatus.ApiKey outside(ApiKey key) {
    boolean revoked = view.isSuspended() || !view.wantsKey() || view.isShutOut();
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
    return knownBefore(id)
        .or(() -> view.held().next().filter(s -> holds(s, id)).map(StatusOfServiceId::made))
        .or(() -> view.held().published().filter(s -> holds(s, id)).map(StatusOfServiceId::made))
        .orElseGet(() -> view.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private Optional<String> knownBefore(String id) {
    return before.apiKeys == null
        ? Optional.empty()
        : before.apiKeys.stream()
            .filter(key -> id.equals(key.id))
            .map(key -> key.createdAt)
            .findFirst();
  }

  private static boolean holds(Secret secret, String id) {
    return KeySecrets.key(secret).filter(key -> key.id().equals(id)).isPresent();
  }

  private static String made(Secret secret) {
    return Instant.parse(secret.getMetadata().getCreationTimestamp()).toString();
  }
}
