package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.restproducer.operator.pki.CertificateMint;
import io.restproducer.operator.pki.CertifiedKey;
import io.restproducer.operator.pki.KeyAlgorithm;
import io.restproducer.operator.reconcile.Component;
import io.restproducer.operator.reconcile.ConditionType;
import io.restproducer.operator.reconcile.Secrets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConflictIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Scene scene;

  @BeforeEach
  void start() throws Exception {
    scene = Scene.start();
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void namesAProducerThatDoesNotExistAndPicksItUpWhenItAppears() {
    scene.createCheckout();
    scene.awaitServiceId(
        "checkout",
        sid ->
            Scene.has("ProducerNotFound", sid.getStatus().conditions, ConditionType.ACCEPTED)
                && Scene.is("True", sid.getStatus().conditions, ConditionType.STALLED));
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(
                        scene
                            .admin()
                            .resources(Event.class)
                            .inNamespace(scene.namespace())
                            .list()
                            .getItems())
                    .anyMatch(event -> event.getReason().equals("Refused")));
    scene.createGateway();
    scene.awaitServiceIdReady("checkout");
    assertThat(scene.serviceId("checkout").getStatus().conditions)
        .noneMatch(condition -> condition.getType().equals("Stalled"));
  }

  @Test
  void neverTouchesAKeySecretOfSomebodyElse() {
    Secret foreign = foreign("checkout-api-key");
    scene.createGateway();
    scene.createCheckout();
    scene.awaitServiceId(
        "checkout",
        sid -> Scene.has("SecretConflict", sid.getStatus().conditions, ConditionType.ACCEPTED));
    assertThat(scene.secret("checkout-api-key").getData()).isEqualTo(foreign.getData());
    assertThat(scene.secret("checkout-api-key-next")).isNull();

    scene.admin().resource(foreign).delete();
    scene.awaitServiceIdReady("checkout");
  }

  @Test
  void neverUsesAnAuthorityThatSomebodyElsePlanted() {
    Secret foreign = foreign("gateway-server-ca-key");
    scene.createGateway();
    scene.awaitProducer(
        gateway ->
            Scene.has("SecretConflict", gateway.getStatus().conditions, ConditionType.ACCEPTED)
                && Scene.is("True", gateway.getStatus().conditions, ConditionType.STALLED));
    assertThat(scene.secret("gateway-server-ca-key").getData()).isEqualTo(foreign.getData());
    assertThat(scene.secret("gateway-server-tls")).isNull();

    scene.admin().resource(foreign).delete();
    scene.awaitReady("gateway");
  }

  @Test
  void neverGoesOnWithAnotherAuthorityThatSomebodyPlantedUnderOurLabels() {
    scene.createGateway();
    scene.awaitReady("gateway");
    Secret own = scene.secret("gateway-server-ca-key");
    Secret certificate = scene.secret("gateway-server-tls");
    scene.admin().resource(own).delete();
    scene.admin().resource(planted(own.getMetadata().getLabels(), "gateway")).create();
    scene.awaitProducer(
        gateway ->
            Scene.has(
                "AuthorityMissing",
                gateway.getStatus().conditions,
                ConditionType.CERTIFICATES_READY));
    assertThat(scene.secret("gateway-server-tls").getData()).isEqualTo(certificate.getData());
  }

  @Test
  void adoptsNoAuthorityThatDoesNotFitItsLabels() {
    scene
        .admin()
        .resource(planted(Component.PRODUCER_RUNTIME.labels("gateway"), "another"))
        .create();
    scene.createGateway();
    scene.awaitProducer(
        gateway ->
            gateway.getStatus().conditions.stream()
                .anyMatch(c -> c.getMessage().contains("not that of the authority of gateway")));
    assertThat(scene.secret("gateway-server-tls")).isNull();
  }

  private Secret planted(Map<String, String> labels, String producer) {
    CertifiedKey authority =
        new CertificateMint(InstantSource.system(), new SecureRandom())
            .serverAuthority(producer, 1, KeyAlgorithm.RSA);
    return new SecretBuilder()
        .withMetadata(scene.metadata("gateway-server-ca-key"))
        .editMetadata()
        .withLabels(labels)
        .endMetadata()
        .withData(
            Secrets.encode(
                Map.of(
                    "tls.crt", authority.certificatePem(), "tls.key", authority.privateKeyPem())))
        .build();
  }

  @Test
  void mintsNoAuthorityAnewWhenItsSecretIsGone() {
    scene.createGateway();
    scene.createCheckout();
    scene.awaitReady("gateway");
    scene.awaitServiceIdReady("checkout");
    Secret authority = scene.secret("gateway-server-ca-key");
    scene.admin().resource(authority).delete();
    scene.awaitProducer(
        gateway ->
            Scene.has(
                "AuthorityMissing",
                gateway.getStatus().conditions,
                ConditionType.CERTIFICATES_READY));
    assertThat(scene.secret("gateway-server-ca-key")).isNull();
    assertThat(scene.kubelet().runtimes()).as("running pods go on").hasSize(2);

    scene.changeServiceId("checkout", spec -> spec.suspend = true);
    scene.awaitServiceId(
        "checkout", sid -> Scene.has("Suspended", sid.getStatus().conditions, ConditionType.READY));

    scene
        .admin()
        .resource(
            new SecretBuilder(authority)
                .editMetadata()
                .withResourceVersion(null)
                .withUid(null)
                .endMetadata()
                .build())
        .create();
    scene.awaitReady("gateway");
  }

  private Secret foreign(String name) {
    return scene
        .admin()
        .resource(
            new SecretBuilder()
                .withMetadata(scene.metadata(name))
                .withData(Map.of("mine", "bWluZQ=="))
                .build())
        .create();
  }
}
