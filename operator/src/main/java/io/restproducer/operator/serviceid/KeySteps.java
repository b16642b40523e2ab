package io.restproducer.operator.serviceid;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.crds.ServiceId;
import io.restproducer.operator.keytable.Access;
import io.restproducer.operator.keytable.KeyFacts;
import io.restproducer.operator.keytable.KeySecrets;
import io.restproducer.operator.keytable.Standing;
import io.restproducer.operator.reconcile.EventLog;
import io.restproducer.operator.reconcile.ForeignObject;
import io.restproducer.operator.reconcile.GeneratedSecrets;
import io.restproducer.operator.reconcile.Ownership;
import io.restproducer.operator.reconcile.Reason;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The life of a key, step by step. The process may die between any two of them:
 *
 * <pre>
 *   nothing, or a key that is over
 *      ─▶ key in next ─▶ entry in the table, known to every pod ─▶ key in both ─▶ key published
 * </pre>
 *
 * A key is minted only after the server itself has said that none waits and that the published one
 * is over. A Secret that comes back from a back-up is taken in wherever the life stands.
 */
final class KeySteps {
  private final ServiceId owner;
  private final GeneratedSecrets secrets;
  private final RandomGenerator random;
  private final EventLog events;
  private final Rotation rotation;

  KeySteps(
      ServiceId owner,
      GeneratedSecrets secrets,
      RandomGenerator random,
      EventLog events,
      Rotation rotation) {
    this.owner = owner;
    this.secrets = secrets;
    this.random = random;
    this.events = events;
    this.rotation = rotation;
  }

  /**
   * Takes in what comes back from a back-up. That is the key that callers have: one that waits in
   * its stead is nobody's yet and goes. So does one that waited when the back-up was made, and was
   * published or given up since.
   */
  HeldKeys adopt(HeldKeys held) throws ForeignObject {
    if (held.published().filter(this::isUnowned).isPresent()) {
      held.next().ifPresent(secrets::delete);
      return new HeldKeys(adopted(held.published().get()), Optional.empty());
    }
    Optional<Secret> back = held.next().filter(this::isUnowned);
    if (back.isPresent() && held.publishedKey().isPresent()) {
      secrets.delete(back.get());
      return held.withoutNext();
    }
    return back.isPresent() ? new HeldKeys(held.published(), adopted(back.get())) : held;
  }

  private boolean isUnowned(Secret secret) {
    return !Ownership.controls(owner, secret);
  }

  /** The cache may be late: adopted is what the server holds now. */
  private Optional<Secret> adopted(Secret cached) throws ForeignObject {
    Optional<Secret> now = secrets.read(cached.getMetadata().getName());
    if (now.filter(this::isUnowned).isEmpty()) {
      return now;
    }
    KeyFacts facts = rotation.factsOnPublication(rotation.factsOf(now.get()));
    Secret adopted = secrets.update(KeySecret.owned(owner, now.get(), facts));
    events.normal(
        owner,
        Reason.ADOPTED,
        "API key %s came back in Secret %s and is used again"
            .formatted(
                KeySecrets.key(adopted).map(ApiKey::id).orElse("?"),
                adopted.getMetadata().getName()));
    return Optional.of(adopted);
  }

  /** As many steps as can be taken now. */
  HeldKeys advance(HeldKeys cached, Optional<Standing> standing) throws ForeignObject {
    HeldKeys held = withoutRevokedNext(cached);
    if (rotation.isDue(held)) {
      held = mint();
    }
    Optional<Access> access = standing.flatMap(Standing::access);
    if (access.isEmpty()) {
      return held;
    }
    Optional<ApiKey> known = held.nextKey().filter(key -> isKnown(key, standing.orElseThrow()));
    if (known.isPresent()) {
      held = publish(known.get(), access.get(), standing.orElseThrow());
    }
    return refresh(held, access.get());
  }

  /** Takes both Secrets away. */
  HeldKeys remove(HeldKeys held) {
    held.published().ifPresent(secrets::delete);
    held.next().ifPresent(secrets::delete);
    return HeldKeys.none();
  }

  private HeldKeys withoutRevokedNext(HeldKeys held) {
    if (held.nextKey().filter(rotation::isRevoked).isEmpty()) {
      return held;
    }
    secrets.delete(held.next().orElseThrow());
    return held.withoutNext();
  }

  /**
   * Secrets without a well-formed key are no obstacle: the one is replaced, the other overwritten.
   */
  private HeldKeys mint() throws ForeignObject {
    HeldKeys held = adopt(stored());
    if (!rotation.isDue(held)) {
      return held;
    }
    held.next().ifPresent(secrets::delete);
    ApiKey key = ApiKey.mint(random);
    return held.withNext(
        secrets.createOrRead(KeySecret.next(owner, key, rotation.factsOfNew(key))));
  }

  /**
   * What is there now decides, not a cache: a process that was halted for long must not bring a
   * former key back. The published one is read first, and changed only if it still is the same.
   */
  private HeldKeys publish(ApiKey key, Access access, Standing standing) throws ForeignObject {
    HeldKeys held = adopt(stored());
    if (held.nextKey().filter(next -> same(next, key)).isEmpty()) {
      return held;
    }
    Secret next = held.next().orElseThrow();
    KeyFacts facts = rotation.factsOnPublication(rotation.factsOf(next));
    Secret wanted = KeySecret.published(owner, key, facts, access);
    Optional<Secret> present = held.published();
    boolean there = present.flatMap(KeySecrets::key).filter(k -> same(k, key)).isPresent();
    Secret published = there ? present.get() : write(present, wanted);
    secrets.delete(next);
    if (!there) {
      tell(key, present.flatMap(KeySecrets::key).map(ApiKey::id).or(() -> former(key, standing)));
    }
    return held.withPublished(published).withoutNext();
  }

  /** As the server itself says. */
  private HeldKeys stored() throws ForeignObject {
    Optional<Secret> published = secrets.read(KeySecrets.published(name()));
    return new HeldKeys(published, secrets.read(KeySecrets.next(name())));
  }

  /** The key that callers have, where its Secret is gone. */
  private static Optional<String> former(ApiKey key, Standing standing) {
    return standing.entries().stream()
        .filter(entry -> entry.expiresAt().isEmpty())
        .map(KeyEntry::id)
        .filter(id -> !id.equals(key.id()))
        .findFirst();
  }

  private void tell(ApiKey key, Optional<String> former) {
    String where = "API key %s is in Secret %s".formatted(key.id(), KeySecrets.published(name()));
    events.normal(
        owner,
        former.isPresent() ? Reason.ROTATED : Reason.ISSUED,
        former.map(id -> where + " in place of " + id).orElse(where));
  }

  private Secret write(Optional<Secret> present, Secret wanted) throws ForeignObject {
    return present.isPresent()
        ? secrets.update(KeySecret.replaced(present.get(), wanted))
        : secrets.createOrRead(wanted);
  }

  private HeldKeys refresh(HeldKeys held, Access access) {
    if (held.publishedKey().isEmpty()) {
      return held;
    }
    Secret present = held.published().orElseThrow();
    Secret wanted =
        KeySecret.published(owner, held.publishedKey().get(), rotation.factsOf(present), access);
    return KeySecret.isCurrent(present, wanted)
        ? held
        : held.withPublished(secrets.update(KeySecret.changed(present, wanted)));
  }

  private static boolean isKnown(ApiKey key, Standing standing) {
    return standing.known().contains(key.id());
  }

  private static boolean same(ApiKey one, ApiKey other) {
    return one.sha256().equals(other.sha256());
  }

  private String name() {
    return owner.getMetadata().getName();
  }
}
