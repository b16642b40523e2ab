package io.restproducer.operator.serviceid;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.contract.ApiKey;
import io.restproducer.operator.keytable.KeySecrets;
import java.util.Optional;
import java.util.stream.Stream;

/** The Secrets of a ServiceId that are there. It must never show what is in them. */
final class HeldKeys {
  private final Optional<Secret> published;
  private final Optional<Secret> next;

  /**
   * These Secrets.
   *
   * @param published what callers use
   * @param next where a new key waits
   */
  HeldKeys(Optional<Secret> published, Optional<Secret> next) {
    this.published = published;
    this.next = next;
  }

  static HeldKeys none() {
    return new HeldKeys(Optional.empty(), Optional.empty());
  }

  Optional<Secret> published() {
    return published;
  }

  Optional<Secret> next() {
    return next;
  }

  Optional<ApiKey> publishedKey() {
    return published.flatMap(KeySecrets::key);
  }

  Optional<ApiKey> nextKey() {
    return next.flatMap(KeySecrets::key);
  }

  /** Both keys, the published one first. */
  Stream<ApiKey> keys() {
    return Stream.of(publishedKey(), nextKey()).flatMap(Optional::stream);
  }

  HeldKeys withPublished(Secret secret) {
    return new HeldKeys(Optional.of(secret), next);
  }

  HeldKeys withNext(Secret secret) {
    return new HeldKeys(published, Optional.of(secret));
  }

  HeldKeys withoutNext() {
    return new HeldKeys(published, Optional.empty());
  }

  @Override
  public String toString() {
    return "published " + publishedKey() + ", next " + nextKey();
  }
}
