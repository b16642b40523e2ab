package io.restproducer.operator;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;

/** A Secret as a back-up holds it: without owner, UID and resource version. */
final class BackUp {
  private BackUp() {}

  static Secret of(Secret secret) {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(secret.getMetadata().getNamespace())
        .withName(secret.getMetadata().getName())
        .withLabels(secret.getMetadata().getLabels())
        .endMetadata()
        .withType(secret.getType())
        .withData(secret.getData())
        .build();
  }
}
