package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.restproducer.dev.kubernetes.OnRealApiServer;
import io.restproducer.dev.kubernetes.rights.AuditedRequest;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A namespace that is being deleted takes nothing new: neither an alarm nor something to retry. */
@OnRealApiServer
class EndingNamespaceIT {
  @Test
  void whatCannotBeMadeAnyMoreIsNoTrouble() throws Exception {
    try (Scene scene = Scene.start()) {
      scene.createGateway();
      scene.createCheckout();
      scene.awaitServiceIdReady("checkout");
      try (CapturedLog log = CapturedLog.from(Level.WARN)) {
        // Nobody empties it here: it stays in this state.
        scene.admin().namespaces().withName(scene.namespace()).delete();
        scene.admin().services().inNamespace(scene.namespace()).delete();
        awaitTurnedAway(scene, 1);
        // The second pass begins when the first has ended and said what it had to say.
        scene.change(spec -> spec.maxKeySize = 2_000);
        awaitTurnedAway(scene, 2);
        scene.admin().resource(scene.secret("checkout-api-key")).delete();
        awaitTurnedAway(scene, 3);

        assertThat(log.lines()).filteredOn(line -> line.contains(scene.namespace())).isEmpty();
      }
    }
  }

  private static void awaitTurnedAway(Scene scene, int times) {
    await().atMost(Scene.LIMIT).until(() -> turnedAway(scene) >= times);
  }

  private static long turnedAway(Scene scene) throws IOException {
    return TestCluster.shared().requests(scene.namespace()).stream()
        .filter(AuditedRequest::namespaceEnds)
        .count();
  }
}
