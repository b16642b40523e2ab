package io.restproducer.operator.serviceid;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.contract.ApiKey;
import io.restproducer.crds.ApiKeySpec;
import io.restproducer.crds.ServiceId;
import io.restproducer.crds.ServiceIdStatus;
import io.restproducer.crds.TimeSpan;
import io.restproducer.operator.keytable.KeyFacts;
import io.restproducer.operator.keytable.KeySecrets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether a ServiceId needs another key than the one its callers have. Pure: it is asked again with
 * what the server holds before anything is minted.
 */
final class Rotation {
  /** On the Secret that callers use, whatever its value; it goes with the key it was set for. */
  static final String REQUEST = "restproducer.io/rotate";

  private final ServiceId owner;
  private final Predicate<String> bound;
  private final Instant now;

  /**
   * The rotation of one ServiceId.
   *
   * @param bound whether something hangs on the key with this id, so that the clock must not
   *     replace it; who asks for a rotation still gets it
   */
  Rotation(ServiceId owner, Predicate<String> bound, Instant now) {
    this.owner = owner;
    this.bound = bound;
    this.now = now;
  }

  /** Whether a key has to be minted; never while one waits to be published. */
  boolean isDue(HeldKeys held) {
    return held.nextKey().isEmpty()
        && (held.publishedKey().isEmpty() || isOver(held.published().orElseThrow()));
  }

  /** Whether {@code key} must not work any more. */
  boolean isRevoked(ApiKey key) {
    return isRevoked(key.id());
  }

  /** When a key becomes due; empty: the clock replaces none, or is kept from it already. */
  Optional<Instant> nextLook(HeldKeys held) {
    return held.nextKey().isPresent() ? Optional.empty() : date(held).filter(now::isBefore);
  }

  /** The key that the clock would have replaced by now, were nothing bound to it. */
  Optional<ApiKey> heldBack(HeldKeys held) {
    boolean over =
        held.nextKey().isEmpty() && date(held).filter(date -> !now.isBefore(date)).isPresent();
    return over ? held.publishedKey().filter(key -> bound.test(key.id())) : Optional.empty();
  }

  private Optional<Instant> date(HeldKeys held) {
    return held.publishedKey().isEmpty()
        ? Optional.empty()
        : date(factsOf(held.published().orElseThrow()));
  }

  /** What is to be remembered of a key that is minted now. */
  KeyFacts factsOfNew(ApiKey key) {
    return new KeyFacts(
        key.id(), now.truncatedTo(ChronoUnit.SECONDS), Optional.empty(), spec().generation);
  }

  /**
   * What is to be remembered of the key in {@code secret}. Where it tells nothing (it comes from a
   * back-up, or the key was put there by hand) its key counts as published now and for the present
   * generation. A generation that was lowered counts from where it is.
   */
  KeyFacts factsOf(Secret secret) {
    KeyFacts facts = KeyFacts.of(secret).orElseGet(() -> unknown(secret));
    KeyFacts dated = facts.publishedAt().isPresent() ? facts : factsOnPublication(facts);
    return dated.generation() > spec().generation ? dated.countedFor(spec().generation) : dated;
  }

  /** The same key when callers get it now. */
  KeyFacts factsOnPublication(KeyFacts facts) {
    return facts.published(now.truncatedTo(ChronoUnit.MILLIS));
  }

  private boolean isOver(Secret published) {
    KeyFacts facts = factsOf(published);
    return isRevoked(facts.id())
        || facts.generation() < spec().generation
        || isRequested(published)
        || !bound.test(facts.id()) && date(facts).filter(date -> !now.isBefore(date)).isPresent();
  }

  private boolean isRevoked(String id) {
    return spec().revokedIds != null && spec().revokedIds.contains(id);
  }

  private static boolean isRequested(Secret published) {
    return published.getMetadata().getAnnotations() != null
        && published.getMetadata().getAnnotations().containsKey(REQUEST);
  }

  private Optional<Instant> date(KeyFacts facts) {
    return Optional.ofNullable(spec().rotation)
        .flatMap(rotation -> TimeSpan.parse(rotation.interval))
        .filter(interval -> interval.compareTo(Duration.ZERO) > 0)
        .map(
            interval -> RotationDate.of(owner.getMetadata().getUid(), facts.createdAt(), interval));
  }

  private KeyFacts unknown(Secret secret) {
    String id = KeySecrets.key(secret).map(ApiKey::id).orElse("");
    return new KeyFacts(id, createdAt(id, secret), Optional.empty(), spec().generation);
  }

  private Instant createdAt(String id, Secret secret) {
    return reported().stream()
        .filter(key -> id.equals(key.id) && key.createdAt != null)
        .map(key -> key.createdAt)
        .findFirst()
        .or(() -> Optional.ofNullable(secret.getMetadata().getCreationTimestamp()))
        .map(Instant::parse)
        .orElse(now.truncatedTo(ChronoUnit.SECONDS));
  }

  private List<ServiceIdStatus.ApiKey> reported() {
    return owner.getStatus() == null || owner.getStatus().apiKeys == null
        ? List.of()
        : owner.getStatus().apiKeys;
  }

  private ApiKeySpec spec() {
    return owner.getSpec().apiKey;
  }
}
