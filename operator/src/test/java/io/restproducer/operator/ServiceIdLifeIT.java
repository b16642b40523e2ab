package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.restproducer.contract.ApiKey;
import io.restproducer.contract.TopicPattern;
import io.restproducer.crds.ServiceId;
import io.restproducer.crds.ServiceIdSpec;
import io.restproducer.crds.ServiceIdStatus;
import io.restproducer.operator.keytable.KeySecrets;
import io.restproducer.operator.reconcile.ConditionType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceIdLifeIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Scene scene;

  @BeforeEach
  void bringToReady() throws Exception {
    scene = Scene.start();
    scene.createGateway();
    scene.createCheckout();
    scene.awaitReady("gateway");
    scene.awaitServiceIdReady("checkout");
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void grantsAnotherTopicWithTheSameKey() {
    ApiKey key = key();
    scene.changeServiceId("checkout", spec -> spec.topics = List.of("orders", "payments.*"));
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(scene.kubelet().runtimes())
                    .allMatch(
                        pod ->
                            pod.table()
                                .entries()
                                .get(0)
                                .topics()
                                .contains(new TopicPattern("payments.*"))));
    scene.awaitServiceIdReady("checkout");
    assertThat(key().id()).isEqualTo(key.id());
    assertThat(KeySecretText.of(scene.secret("checkout-api-key"), "topics"))
        .isEqualTo("orders,payments.*");
  }

  /** The pods' template stays as it is, so they do not roll. */
  @Test
  void pushesAQuotaToEveryPodWithTheSameKey() {
    ApiKey key = key();
    List<FakeRuntime> pods = scene.kubelet().runtimes();
    ServiceIdSpec.Quota quota = new ServiceIdSpec.Quota();
    quota.requestsPerSecond = 5;

    scene.changeServiceId("checkout", spec -> spec.quota = quota);

    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(pods)
                    .allMatch(
                        pod ->
                            pod.table().entries().stream()
                                .allMatch(
                                    entry ->
                                        entry.quota().isPresent()
                                            && entry.quota().get().requestsPerSecond().getAsInt()
                                                == 5)));
    scene.awaitServiceIdReady("checkout");
    assertThat(scene.kubelet().runtimes()).isEqualTo(pods);
    assertThat(key().id()).isEqualTo(key.id());
  }

  @Test
  void suspendsInEveryPodAndRestoresTheSameKey() {
    ApiKey key = key();
    scene.changeServiceId("checkout", spec -> spec.suspend = true);
    scene.awaitServiceId(
        "checkout", sid -> Scene.has("Suspended", sid.getStatus().conditions, ConditionType.READY));
    assertThat(scene.kubelet().runtimes()).noneMatch(pod -> pod.knows(key.id()));
    assertThat(scene.serviceId("checkout").getStatus().apiKeys)
        .singleElement()
        .matches(shown -> shown.state == ServiceIdStatus.ApiKey.State.REVOKED);

    scene.changeServiceId("checkout", spec -> spec.suspend = false);
    scene.awaitServiceIdReady("checkout");
    assertThat(scene.kubelet().runtimes()).allMatch(pod -> pod.knows(key.id()));
    assertThat(key().id()).isEqualTo(key.id());
  }

  @Test
  void revokesAndRemovesAKeyThatIsNoLongerWanted() {
    ApiKey key = key();
    scene.changeServiceId("checkout", spec -> spec.apiKey.enabled = false);
    scene.awaitServiceId(
        "checkout",
        sid -> Scene.has("KeyDisabled", sid.getStatus().conditions, ConditionType.READY));
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(scene.secret("checkout-api-key")).isNull());
    assertThat(scene.kubelet().runtimes()).noneMatch(pod -> pod.knows(key.id()));
  }

  @Test
  void revokesBeforeItGoes() {
    ApiKey key = key();
    scene.admin().resource(scene.serviceId("checkout")).delete();
    await().atMost(LIMIT).untilAsserted(() -> assertThat(scene.serviceId("checkout")).isNull());
    assertThat(scene.kubelet().runtimes()).noneMatch(pod -> pod.knows(key.id()));
  }

  @Test
  void waitsForAPodThatRefusesTheTable() {
    FakeRuntime deaf = scene.kubelet().runtimes().get(0);
    deaf.turnDeaf(true);
    scene.createServiceId("billing", "gateway");
    scene.awaitServiceId(
        "billing",
        sid ->
            Scene.is("False", sid.getStatus().conditions, ConditionType.KEYS_PROPAGATED)
                && sid.getStatus().conditions.stream()
                    .anyMatch(c -> c.getMessage().contains("TableRefused")));
    assertThat(scene.secret("billing-api-key")).as("a key that one pod refuses").isNull();
    deaf.turnDeaf(false);
    scene.awaitServiceIdReady("billing");
  }

  @Test
  void mintsAnotherKeyWhenItsSecretIsDeletedAndLetsTheOldOneRetire() {
    ApiKey old = key();
    scene.admin().resource(scene.secret("checkout-api-key")).delete();
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(scene.secret("checkout-api-key"))
                    .isNotNull()
                    .matches(secret -> !idIn(secret).equals(old.id())));
    scene.awaitServiceId(
        "checkout",
        sid ->
            state(sid, old.id()) == ServiceIdStatus.ApiKey.State.RETIRING
                && state(sid, key().id()) == ServiceIdStatus.ApiKey.State.ACTIVE);
    assertThat(scene.kubelet().runtimes())
        .allMatch(pod -> pod.knows(old.id()) && pod.knows(key().id()));
  }

  @Test
  void putsBackWhatWasChangedByHandInItsSecret() {
    ApiKey key = key();
    scene
        .admin()
        .secrets()
        .inNamespace(scene.namespace())
        .withName("checkout-api-key")
        .edit(secret -> new SecretBuilder(secret).removeFromData("endpoint").build());
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(scene.secret("checkout-api-key").getData()).containsKey("endpoint"));
    assertThat(key().id()).isEqualTo(key.id());
  }

  private ApiKey key() {
    return KeySecrets.key(scene.secret("checkout-api-key")).orElseThrow();
  }

  private static String idIn(Secret secret) {
    return KeySecrets.key(secret).map(ApiKey::id).orElse("");
  }

  private static ServiceIdStatus.ApiKey.State state(ServiceId serviceId, String keyId) {
    return serviceId.getStatus().apiKeys.stream()
        .filter(key -> key.id.equals(keyId))
        .map(key -> key.state)
        .findFirst()
        .orElse(null);
  }
}
