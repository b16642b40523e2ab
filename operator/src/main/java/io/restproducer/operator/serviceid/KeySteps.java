package io.restproducer.operator.serviceid;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.contract.ApiKey;
import io.restproducer.crds.ServiceId;
import io.restproducer.operator.keytable.Access;
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
 *   nothing ─▶ key in next ─▶ entry in the table, known to every pod ─▶ key in both ─▶ key published
 * </pre>
 *
 * A key is minted only after the server itself has said that neither Secret is there. A Secret that
 * comes back from a back-up is taken in wherever the life stands.
 */
final class KeySteps {
  private final ServiceId owner;
  private final GeneratedSecrets secrets;
  private final RandomGenerator random;
  private final EventLog events;

  KeySteps(ServiceId owner, GeneratedSecrets secrets, RandomGenerator random, EventLog events) {
    this.owner = owner;
    this.secrets = secrets;
    this.random = random;
    this.events = events;
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
    Secret adopted = secrets.update(KeySecret.owned(owner, now.get()));
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
    HeldKeys held = cached;
    if (held.keys().findAny().isEmpty()) {
      held = mint();
    }
    Optional<Access> access = standing.flatMap(Standing::access);
    if (access.isEmpty()) {
      return held;
    }
    if (held.nextKey().filter(key -> isKnown(key, standing.orElseThrow())).isPresent()) {
      held = publish(held, access.get());
    }
    return refresh(held, access.get());
  }

  /** Takes both Secrets away. */
  HeldKeys remove(HeldKeys held) {
    held.published().ifPresent(secrets::delete);
    held.next().ifPresent(secrets::delete);
    return HeldKeys.none();
  }

  /**
   * Secrets without a well-formed key are no obstacle: the one is replaced, the other overwritten.
   */
  private HeldKeys mint() throws ForeignObject {
    HeldKeys found =
        new HeldKeys(
            secrets.read(KeySecrets.published(name())), secrets.read(KeySecrets.next(name())));
    if (found.keys().findAny().isPresent()) {
      return adopt(found);
    }
    found.next().ifPresent(secrets::delete);
    return found.withNext(secrets.createOrRead(KeySecret.next(owner, ApiKey.mint(random))));
  }

  private HeldKeys publish(HeldKeys held, Access access) throws ForeignObject {
    ApiKey key = held.nextKey().orElseThrow();
    Secret wanted = KeySecret.published(owner, key, access);
    Optional<Secret> present =
        held.published().isPresent()
            ? held.published()
            : secrets.read(KeySecrets.published(name()));
    if (present.filter(this::isUnowned).isPresent()) {
      return adopt(held.withPublished(present.get()));
    }
    boolean there = present.flatMap(KeySecrets::key).filter(k -> same(k, key)).isPresent();
    Secret published = there ? present.get() : write(present, wanted);
    secrets.delete(held.next().orElseThrow());
    if (!there) {
      events.normal(
          owner,
          Reason.ISSUED,
          "API key %s is in Secret %s".formatted(key.id(), KeySecrets.published(name())));
    }
    return held.withPublished(published).withoutNext();
  }

  private Secret write(Optional<Secret> present, Secret wanted) throws ForeignObject {
    return present.isPresent()
        ? secrets.update(KeySecret.changed(present.get(), wanted))
        : secrets.createOrRead(wanted);
  }

  private HeldKeys refresh(HeldKeys held, Access access) {
    if (held.publishedKey().isEmpty()) {
      return held;
    }
    Secret wanted = KeySecret.published(owner, held.publishedKey().get(), access);
    Secret present = held.published().orElseThrow();
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
