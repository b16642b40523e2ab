package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.crds.RestProducerStatus;
import io.restproducer.operator.keytable.KeySecrets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator is killed after each write of a first reconcile, and another one takes over. */
class SuddenDeathIT {
  @ParameterizedTest
  @ValueSource(
      ints = {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24
      })
  void aSuccessorEndsInTheSameStateWithOneKey(int writes) throws Exception {
    try (Scene scene = Scene.set()) {
      scene.createGateway();
      scene.createCheckout();
      scene.startDyingOperator(Wire.deadAfter(writes));
      await().atMost(Duration.ofSeconds(60)).until(() -> scene.wire().isDead() || isDone(scene));
      List<String> noted = fingerprints(scene);
      scene.stopOperator();
      scene.startOperator();
      scene.awaitReady("gateway");
      scene.awaitServiceIdReady("checkout");

      ApiKey key = KeySecrets.key(scene.secret("checkout-api-key")).orElseThrow();
      Set<String> everSeen =
          scene.kubelet().runtimes().stream()
              .flatMap(pod -> pod.tables().stream())
              .flatMap(table -> table.entries().stream())
              .map(KeyEntry::id)
              .collect(Collectors.toSet());
      assertThat(everSeen).as("keys that any pod ever saw").containsExactly(key.id());
      assertThat(scene.secret("checkout-api-key-next")).isNull();
      assertThat(fingerprints(scene)).as("authorities").hasSize(4).containsAll(noted);
    }
  }

  private static boolean isDone(Scene scene) {
    return scene.secret("checkout-api-key") != null;
  }

  private static List<String> fingerprints(Scene scene) {
    RestProducerStatus status = scene.gateway().getStatus();
    return status == null || status.authorities == null
        ? List.of()
        : status.authorities.stream().map(authority -> authority.sha256).toList();
  }
}
