package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.restproducer.crds.DeletionPolicy;
import io.restproducer.crds.RestProducer;
import io.restproducer.operator.reconcile.Component;
import io.restproducer.operator.reconcile.Ownership;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code deletionPolicy} speaks of. Under Retain such a Secret has no owner: its name and its
 * labels say whose it is, and its content is checked before anybody relies on it. Pure.
 */
record Retention(RestProducer producer) {
  Set<String> names() {
    return new ProducerNames(producer.getMetadata().getName()).retained();
  }

  /** Whether {@code secret} may be used and changed: never one that has another owner. */
  boolean isOurs(Secret secret) {
    return Ownership.controls(producer, secret)
        || names().contains(secret.getMetadata().getName())
            && Ownership.isLeftBehind(producer, secret, labels());
  }

  /** Of a Secret of this kind that is yet to be made. */
  ObjectMeta metadata(String name) {
    ObjectMeta metadata = Ownership.child(producer, name, labels());
    metadata.setOwnerReferences(owners());
    return metadata;
  }

  /** {@code secret} with the owner that the policy wants; empty: it has that already. */
  Optional<Secret> corrected(Secret secret) {
    boolean owned = Ownership.controls(producer, secret);
    return owned == !owners().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SecretBuilder(secret)
                .editMetadata()
                .withOwnerReferences(owners())
                .endMetadata()
                .build());
  }

  private List<OwnerReference> owners() {
    return producer.getSpec().deletionPolicy == DeletionPolicy.DELETE
        ? List.of(Ownership.reference(producer))
        : List.of();
  }

  private Map<String, String> labels() {
    return Component.PRODUCER_RUNTIME.labels(producer.getMetadata().getName());
  }
}
