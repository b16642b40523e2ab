package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.crds.ServiceIdStatus;
import io.restproducer.operator.keytable.KeyFacts;
import io.restproducer.operator.keytable.KeySecrets;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator is killed after each write of a rotation, and another one takes over. */
class SuddenDeathInARotationIT {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void aSuccessorEndsWithOneNewKey(int writes) throws Exception {
    try (Scene scene = Scene.start()) {
      scene.createGateway();
      scene.createCheckout();
      scene.awaitReady("gateway");
      scene.awaitServiceIdReady("checkout");
      ApiKey old = key(scene);
      scene.stopOperator();
      // Both at once: one asks for what the other gets.
      annotate(scene);
      scene.changeServiceId("checkout", spec -> spec.apiKey.generation = 1);

      scene.startDyingOperator(Wire.deadAfter(writes));
      await().atMost(Duration.ofSeconds(60)).until(() -> scene.wire().isDead() || isDone(scene));
      scene.stopOperator();
      scene.startOperator();
      await().atMost(Scene.LIMIT).until(() -> isDone(scene));
      scene.awaitServiceIdReady("checkout");

      assertThat(everSeen(scene)).containsExactlyInAnyOrder(old.id(), key(scene).id());
      assertThat(KeyFacts.of(scene.secret("checkout-api-key")).orElseThrow().generation())
          .isEqualTo(1);
      assertThat(scene.secret("checkout-api-key").getMetadata().getAnnotations())
          .doesNotContainKey("restproducer.io/rotate");
      scene.awaitServiceId(
          "checkout",
          sid ->
              sid.getStatus().apiKeys.stream()
                  .anyMatch(
                      shown ->
                          shown.id.equals(old.id())
                              && shown.state == ServiceIdStatus.ApiKey.State.RETIRING
                              && shown.expiresAt != null));
    }
  }

  private static boolean isDone(Scene scene) {
    return scene.secret("checkout-api-key-next") == null
        && !scene
            .secret("checkout-api-key")
            .getMetadata()
            .getAnnotations()
            .containsKey("restproducer.io/rotate");
  }

  private static ApiKey key(Scene scene) {
    return KeySecrets.key(scene.secret("checkout-api-key")).orElseThrow();
  }

  private static void annotate(Scene scene) {
    scene
        .admin()
        .secrets()
        .inNamespace(scene.namespace())
        .withName("checkout-api-key")
        .edit(
            secret ->
                new SecretBuilder(secret)
                    .editMetadata()
                    .addToAnnotations("restproducer.io/rotate", "now")
                    .endMetadata()
                    .build());
  }

  private static Set<String> everSeen(Scene scene) {
    return scene.kubelet().runtimes().stream()
        .flatMap(pod -> pod.tables().stream())
        .flatMap(table -> table.entries().stream())
        .map(KeyEntry::id)
        .collect(Collectors.toSet());
  }
}
