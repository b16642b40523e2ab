package io.restproducer.operator.serviceid;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.restproducer.contract.ApiKey;
import io.restproducer.contract.ProducerId;
import io.restproducer.crds.ServiceId;
import io.restproducer.operator.keytable.Access;
import io.restproducer.operator.keytable.KeyFacts;
import io.restproducer.operator.keytable.KeySecrets;
import io.restproducer.operator.permission.Request;
import io.restproducer.operator.reconcile.Component;
import io.restproducer.operator.reconcile.Ownership;
import io.restproducer.operator.reconcile.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The Secrets of a ServiceId: the one its callers use, and the one where a new key waits. Pure. */
final class KeySecret {
  private KeySecret() {}

  /** Where {@code key} waits until every pod knows it. */
  static Secret next(ServiceId owner, ApiKey key, KeyFacts facts) {
    return secret(
        owner,
        KeySecrets.next(name(owner)),
        facts,
        Map.of(KeySecrets.API_KEY, ascii(key.reveal())));
  }

  /** What callers use; {@code type} and {@code provider} make it a service-binding Secret, too. */
  static Secret published(ServiceId owner, ApiKey key, KeyFacts facts, Access access) {
    return secret(
        owner,
        KeySecrets.published(name(owner)),
        facts,
        Map.of(
            KeySecrets.API_KEY,
            ascii(key.reveal()),
            "endpoint",
            ascii(access.endpoint()),
            "ca.crt",
            ascii(access.authorities()),
            "topics",
            ascii(String.join(",", topics(owner))),
            "type",
            ascii("rest-producer"),
            "provider",
            ascii("restproducer.io")));
  }

  /** Whether {@code secret} is its own, or comes back to it from a back-up. */
  static boolean isOf(ServiceId owner, Secret secret) {
    return Ownership.controls(owner, secret) || comesBack(owner, secret);
  }

  private static boolean comesBack(ServiceId owner, Secret secret) {
    return names(owner).contains(secret.getMetadata().getName())
        && Ownership.isLeftBehind(owner, secret, Component.SERVICE_ID.labels(name(owner)))
        && KeySecrets.key(secret).isPresent();
  }

  private static List<String> names(ServiceId owner) {
    return List.of(KeySecrets.published(name(owner)), KeySecrets.next(name(owner)));
  }

  /** {@code secret}, owned. */
  static Secret owned(ServiceId owner, Secret secret, KeyFacts facts) {
    return new SecretBuilder(secret)
        .editMetadata()
        .withOwnerReferences(Ownership.reference(owner))
        .addToAnnotations(facts.annotations())
        .endMetadata()
        .build();
  }

  /** {@code present} with the content of {@code wanted}; its resource version guards the write. */
  static Secret changed(Secret present, Secret wanted) {
    return new SecretBuilder(present)
        .editMetadata()
        .withLabels(labels(present, wanted))
        .addToAnnotations(wanted.getMetadata().getAnnotations())
        .endMetadata()
        .withData(wanted.getData())
        .build();
  }

  /** As {@link #changed}, with another key: whoever asked for it has it now. */
  static Secret replaced(Secret present, Secret wanted) {
    return new SecretBuilder(changed(present, wanted))
        .editMetadata()
        .removeFromAnnotations(Rotation.REQUEST)
        .endMetadata()
        .build();
  }

  /** Whether {@code present} needs no change to be {@code wanted}. */
  static boolean isCurrent(Secret present, Secret wanted) {
    return wanted.getData().equals(present.getData())
        && labels(present, wanted).equals(present.getMetadata().getLabels())
        && present.getMetadata().getAnnotations() != null
        && present
            .getMetadata()
            .getAnnotations()
            .entrySet()
            .containsAll(wanted.getMetadata().getAnnotations().entrySet());
  }

  private static Map<String, String> labels(Secret present, Secret wanted) {
    Map<String, String> labels = new TreeMap<>();
    if (present.getMetadata().getLabels() != null) {
      labels.putAll(present.getMetadata().getLabels());
    }
    labels.putAll(wanted.getMetadata().getLabels());
    return labels;
  }

  private static Secret secret(
      ServiceId owner, String name, KeyFacts facts, Map<String, byte[]> content) {
    Map<String, String> labels = new TreeMap<>(Component.SERVICE_ID.labels(name(owner)));
    ProducerId producer = Request.of(owner).producer();
    labels.put(Component.PRODUCER_LABEL, producer.name());
    labels.put(Component.PRODUCER_NAMESPACE_LABEL, producer.namespace());
    return new SecretBuilder()
        .withMetadata(Ownership.child(owner, name, labels))
        .editMetadata()
        .withAnnotations(facts.annotations())
        .endMetadata()
        .withType("Opaque")
        .withData(Secrets.encode(content))
        .build();
  }

  private static List<String> topics(ServiceId owner) {
    return owner.getSpec().topics == null ? List.of() : owner.getSpec().topics;
  }

  private static String name(ServiceId owner) {
    return owner.getMetadata().getName();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
