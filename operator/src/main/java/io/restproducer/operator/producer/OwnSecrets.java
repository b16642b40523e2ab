package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.crds.RestProducer;
import io.restproducer.operator.reconcile.ForeignObject;
import io.restproducer.operator.reconcile.GeneratedSecrets;
import io.restproducer.operator.reconcile.Ownership;
import java.util.Map;
import java.util.Optional;

/** The generated Secrets of one RestProducer: read from the cache, and past it on a miss. */
final class OwnSecrets {
  private final RestProducer owner;
  private final Map<String, Secret> cached;
  private final GeneratedSecrets server;

  OwnSecrets(RestProducer owner, Map<String, Secret> cached, GeneratedSecrets server) {
    this.owner = owner;
    this.cached = cached;
    this.server = server;
  }

  /** The Secret of that name; a miss in the cache is looked up, because the cache may be late. */
  Optional<Secret> find(String name) throws ForeignObject {
    Secret known = cached.get(name);
    return known != null && Ownership.controls(owner, known)
        ? Optional.of(known)
        : server.read(name);
  }

  Secret createOrRead(Secret wanted) throws ForeignObject {
    return server.createOrRead(wanted);
  }

  Secret update(Secret changed) {
    return server.update(changed);
  }
}
