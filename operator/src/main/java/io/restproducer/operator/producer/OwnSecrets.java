package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.restproducer.crds.RestProducer;
import io.restproducer.operator.reconcile.ForeignObject;
import io.restproducer.operator.reconcile.GeneratedSecrets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The generated Secrets of one RestProducer: read from the cache, and past it on a miss. */
final class OwnSecrets {
  private final Retention retention;
  private final GeneratedSecrets server;
  private final Map<String, Secret> known = new HashMap<>();

  /**
   * The Secrets of {@code owner}.
   *
   * @param cached any Secrets; those of others are left out
   */
  OwnSecrets(RestProducer owner, Collection<Secret> cached, KubernetesClient client) {
    this.retention = new Retention(owner);
    this.server = new GeneratedSecrets(owner, retention::isOurs, client);
    cached.stream()
        .filter(retention::isOurs)
        .forEach(secret -> known.put(secret.getMetadata().getName(), secret));
  }

  /** The Secret of that name; a miss in the cache is looked up, because the cache may be late. */
  Optional<Secret> find(String name) throws ForeignObject {
    Secret cached = known.get(name);
    return cached != null ? Optional.of(cached) : server.read(name);
  }

  /** The Secret as the cache holds it. */
  Optional<Secret> cached(String name) {
    return Optional.ofNullable(known.get(name));
  }

  /** The Secret as the server holds it now. */
  Optional<Secret> read(String name) throws ForeignObject {
    return server.read(name);
  }

  Secret createOrRead(Secret wanted) throws ForeignObject {
    return remembered(server.createOrRead(wanted));
  }

  Secret update(Secret changed) {
    return remembered(server.update(changed));
  }

  private Secret remembered(Secret written) {
    known.put(written.getMetadata().getName(), written);
    return written;
  }

  /** Gives every Secret that {@code deletionPolicy} speaks of its owner, or takes it away. */
  void settle() throws ForeignObject {
    for (String name : retention.names()) {
      Secret cached = known.get(name);
      if (cached != null && retention.corrected(cached).isPresent()) {
        known.remove(name);
        read(name).ifPresent(now -> known.put(name, settled(now)));
      }
    }
  }

  private Secret settled(Secret now) {
    return retention.corrected(now).map(server::update).orElse(now);
  }
}
