package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restproducer.operator.pki.Lifetimes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nobody asks: years pass, here in seconds. */
class RotationByAgeIT {
  private static final Lifetimes BRIEF =
      new Lifetimes(
          Duration.ofSeconds(75),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Duration.ZERO);

  @Test
  void eachGivesWayBeforeItEnds() throws Exception {
    try (Scene scene = Scene.set()) {
      scene.liveBy(BRIEF);
      scene.startOperator();
      scene.createGateway(spec -> spec.tls.caOverlap = "1s");
      scene.createCheckout();
      scene.awaitReady("gateway");
      scene.awaitServiceIdReady("checkout");
      Map<String, String> before = fingerprints(scene);
      await()
          .atMost(Duration.ofSeconds(150))
          .pollInterval(Duration.ofSeconds(2))
          .untilAsserted(
              () -> {
                // In years there is always something that wakes it, every five minutes at the
                // latest.
                scene.touchEveryChild();
                Map<String, String> now = fingerprints(scene);
                assertThat(now.get("gateway-table-signer"))
                    .isEqualTo(before.get("gateway-table-signer"));
                now.remove("gateway-table-signer");
                assertThat(now).hasSize(3).doesNotContainValue("");
                now.forEach((name, sha256) -> assertThat(sha256).isNotEqualTo(before.get(name)));
              });
      scene.awaitReady("gateway");
    }
  }

  private static Map<String, String> fingerprints(Scene scene) {
    Map<String, String> all = new HashMap<>();
    scene.gateway().getStatus().authorities.forEach(one -> all.put(one.name, one.sha256));
    return all;
  }
}
