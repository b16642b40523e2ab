package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.restproducer.contract.ApiKey;
import io.restproducer.crds.ServiceId;
import io.restproducer.operator.keytable.KeySecrets;
import io.restproducer.operator.reconcile.Component;
import io.restproducer.operator.reconcile.ConditionType;
import io.restproducer.operator.reconcile.Ownership;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Secrets of keys that come back from a back-up. */
class KeyReturnIT {
  private Scene scene;
  private ApiKey key;
  private Secret backUp;

  @BeforeEach
  void bringToReady() throws Exception {
    scene = Scene.start();
    scene.createGateway();
    scene.createCheckout();
    scene.awaitReady("gateway");
    scene.awaitServiceIdReady("checkout");
    backUp = BackUp.of(scene.secret("checkout-api-key"));
    key = KeySecrets.key(backUp).orElseThrow();
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void aServiceIdThatIsMadeAgainGoesOnWithIt() {
    scene.admin().resource(scene.serviceId("checkout")).delete();
    await().atMost(Scene.LIMIT).until(() -> scene.serviceId("checkout") == null);
    scene.collectGarbage();
    scene.admin().resource(backUp).create();
    scene.createCheckout();
    scene.awaitServiceIdReady("checkout");
    assertIsBack("checkout");
    assertThat(scene.kubelet().runtimes()).allMatch(pod -> pod.knows(key.id()));
  }

  @Test
  void takesThePlaceOfANewKeyThatNobodyHasYet() {
    scene.kubelet().runtimes().forEach(pod -> pod.turnDeaf(true));
    scene.admin().resource(scene.secret("checkout-api-key")).delete();
    await().atMost(Scene.LIMIT).until(() -> scene.secret("checkout-api-key-next") != null);
    scene.admin().resource(backUp).create();
    await().atMost(Scene.LIMIT).until(() -> scene.secret("checkout-api-key-next") == null);
    scene.kubelet().runtimes().forEach(pod -> pod.turnDeaf(false));
    scene.awaitServiceIdReady("checkout");
    assertIsBack("checkout");
  }

  @Test
  void oneThatOnlyWaitedWhenTheBackUpWasMadeDisplacesNoPublishedOne() {
    ApiKey waited = ApiKey.mint(new SecureRandom());
    scene
        .admin()
        .resource(
            new SecretBuilder(backUp)
                .editMetadata()
                .withName("checkout-api-key-next")
                .endMetadata()
                .addToData(
                    KeySecrets.API_KEY,
                    Base64.getEncoder()
                        .encodeToString(waited.reveal().getBytes(StandardCharsets.US_ASCII)))
                .build())
        .create();
    await().atMost(Scene.LIMIT).until(() -> scene.secret("checkout-api-key-next") == null);
    scene.awaitServiceIdReady("checkout");
    assertIsBack("checkout");
    assertThat(scene.kubelet().runtimes()).noneMatch(pod -> pod.knows(waited.id()));
  }

  @Test
  void displacesNobodyWhoHoldsItsId() {
    scene
        .admin()
        .resource(
            new SecretBuilder(backUp)
                .editMetadata()
                .withName("billing-api-key")
                .addToLabels(Component.SERVICE_ID.labels("billing"))
                .endMetadata()
                .build())
        .create();
    scene.createServiceId("billing", "gateway");
    scene.awaitServiceId(
        "billing",
        sid -> Scene.has("KeyIdConflict", sid.getStatus().conditions, ConditionType.ACCEPTED));
    assertThat(scene.kubelet().runtimes())
        .allMatch(
            pod ->
                pod.table().entries().stream()
                    .allMatch(entry -> entry.serviceId().name().equals("checkout")));
  }

  @Test
  void isLeftAloneWithoutAWellFormedKey() {
    scene
        .admin()
        .resource(
            new SecretBuilder(backUp)
                .editMetadata()
                .withName("billing-api-key")
                .addToLabels(Component.SERVICE_ID.labels("billing"))
                .endMetadata()
                .addToData(KeySecrets.API_KEY, "bm8ga2V5")
                .build())
        .create();
    scene.createServiceId("billing", "gateway");
    scene.awaitServiceId(
        "billing",
        sid -> Scene.has("SecretConflict", sid.getStatus().conditions, ConditionType.ACCEPTED));
    assertThat(scene.secret("billing-api-key").getMetadata().getOwnerReferences()).isEmpty();
  }

  private void assertIsBack(String name) {
    ServiceId owner = scene.serviceId(name);
    Secret secret = scene.secret(name + "-api-key");
    assertThat(Ownership.controls(owner, secret)).isTrue();
    assertThat(KeySecrets.key(secret).orElseThrow().sha256()).isEqualTo(key.sha256());
    assertThat(scene.secret(name + "-api-key-next")).isNull();
  }
}
