package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.restproducer.contract.ApiKey;
import io.restproducer.crds.ServiceId;
import io.restproducer.crds.ServiceIdSpec;
import io.restproducer.operator.keytable.KeySecrets;
import io.restproducer.operator.reconcile.Component;
import io.restproducer.operator.reconcile.ConditionType;
import io.restproducer.operator.reconcile.Ownership;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A namespace of its own with the ServiceId checkout, which asks for the gateway of a scene. */
record Shop(KubernetesClient admin, String home, String namespace) {
  static Shop of(Scene scene) {
    return new Shop(scene.admin(), scene.namespace(), TestCluster.shared().freshNamespace());
  }

  void create(String... topics) {
    createFor("gateway", topics);
  }

  void createFor(String producer, String... topics) {
    ServiceId checkout = new ServiceId();
    checkout.setMetadata(
        new ObjectMetaBuilder().withNamespace(namespace).withName("checkout").build());
    checkout.setSpec(new ServiceIdSpec());
    checkout.getSpec().restProducerRef = new ServiceIdSpec.RestProducerReference();
    checkout.getSpec().restProducerRef.name = producer;
    checkout.getSpec().restProducerRef.namespace = home;
    checkout.getSpec().topics = List.of(topics);
    admin.resource(checkout).create();
  }

  void label(String value) {
    admin
        .namespaces()
        .withName(namespace)
        .edit(
            current ->
                new NamespaceBuilder(current)
                    .editMetadata()
                    .addToLabels("event-gateway", value)
                    .endMetadata()
                    .build());
  }

  void delete() {
    resource().delete();
  }

  ServiceId get() {
    return resource().get();
  }

  Secret secret() {
    return admin.secrets().inNamespace(namespace).withName("checkout-api-key").get();
  }

  Secret secret(String name) {
    return admin.secrets().inNamespace(namespace).withName(name).get();
  }

  /** A Secret with all the labels of this namespace's keys, controlled by {@code owner} if any. */
  Secret plant(String name, HasMetadata owner) {
    SecretBuilder secret =
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .withLabels(Component.SERVICE_ID.labels("checkout"))
            .addToLabels(Component.PRODUCER_LABEL, "gateway")
            .addToLabels(Component.PRODUCER_NAMESPACE_LABEL, home)
            .endMetadata()
            .withData(Map.of("tls.crt", "bm9uZQ=="));
    if (owner != null) {
      secret.editMetadata().withOwnerReferences(Ownership.reference(owner)).endMetadata();
    }
    return admin.resource(secret.build()).create();
  }

  void remove(Secret planted) {
    admin.resource(planted).delete();
  }

  List<Secret> secrets() {
    return admin.secrets().inNamespace(namespace).list().getItems();
  }

  ApiKey key() {
    return KeySecrets.key(secret()).orElseThrow();
  }

  /** Reasons of the events of its ServiceId. */
  List<String> events() {
    return admin.resources(Event.class).inNamespace(namespace).list().getItems().stream()
        .map(Event::getReason)
        .toList();
  }

  /** Everything that its conditions say, without dates and without the namespace's name. */
  String told() {
    return get().getStatus().conditions.stream()
        .map(c -> String.join(" ", c.getType(), c.getStatus(), c.getReason(), c.getMessage()))
        .collect(Collectors.joining("\n"))
        .replace(namespace, "");
  }

  void awaitReady() {
    awaitThat(
        sid ->
            assertThat(sid)
                .matches(s -> Scene.is("True", s.getStatus().conditions, ConditionType.READY)));
  }

  void awaitShutOut() {
    awaitThat(
        sid ->
            assertThat(sid)
                .matches(
                    s ->
                        Scene.has(
                            "ProducerNotFound", s.getStatus().conditions, ConditionType.ACCEPTED)));
  }

  void awaitGone() {
    await().atMost(Scene.LIMIT).untilAsserted(() -> assertThat(get()).isNull());
  }

  void awaitThat(Consumer<ServiceId> assertion) {
    await()
        .atMost(Scene.LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () -> {
              assertThat(get().getStatus()).isNotNull();
              assertion.accept(get());
            });
  }

  private Resource<ServiceId> resource() {
    return admin.resources(ServiceId.class).inNamespace(namespace).withName("checkout");
  }
}
