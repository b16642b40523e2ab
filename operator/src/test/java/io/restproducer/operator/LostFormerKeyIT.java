package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restproducer.crds.RestProducer;
import io.restproducer.crds.RestProducerStatus;
import io.restproducer.operator.pki.Lifetimes;
import io.restproducer.operator.reconcile.ConditionType;
import io.restproducer.operator.reconcile.Conditions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A former key, which certificates still rely on, is lost for good. */
class LostFormerKeyIT {
  /** A former one is kept for so long at least. */
  private static final Lifetimes SLOW =
      new Lifetimes(
          Lifetimes.STANDARD.authority(),
          Lifetimes.STANDARD.serverLeaf(),
          Lifetimes.STANDARD.clientLeaf(),
          Lifetimes.STANDARD.sealingKey(),
          Duration.ofHours(1),
          Duration.ofMinutes(5));

  private Scene scene;

  @BeforeEach
  void bringToReady() throws Exception {
    scene = Scene.set();
    scene.liveBy(SLOW);
    scene.startOperator();
    scene.createGateway();
    scene.createCheckout();
    scene.awaitReady("gateway");
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @ParameterizedTest
  @CsvSource({"clients-ca, clients-ca-key", "sealing, sealing-keys"})
  void theRequestThatTheConditionNamesHasItGoOnWithoutIt(String rotation, String suffix) {
    String secret = "gateway-" + suffix;
    String lost =
        rotation.equals("sealing")
            ? KeySecretText.of(scene.secret(secret), "current") + ".key"
            : "former.crt";
    scene.annotate("restproducer.io/rotate", rotation);
    scene.awaitProducer(gateway -> noted(gateway, secret).former != null);
    String inUse = noted(scene.gateway(), secret).sha256;
    await()
        .atMost(Scene.LIMIT)
        .untilAsserted(
            () -> {
              assertThat(scene.secret(secret).getData()).containsKey(lost);
              assertThat(scene.secret(secret).getData().keySet())
                  .noneMatch(key -> key.startsWith("next"));
            });
    scene.awaitReady("gateway");
    scene
        .admin()
        .secrets()
        .inNamespace(scene.namespace())
        .withName(secret)
        .edit(
            now -> {
              now.getData().remove(lost);
              return now;
            });
    scene.awaitProducer(
        gateway ->
            Scene.has(
                "AuthorityMissing",
                gateway.getStatus().conditions,
                ConditionType.CERTIFICATES_READY));
    assertThat(message()).contains(secret, "former key", "restproducer.io/remint=" + suffix);

    scene.annotate("restproducer.io/remint", suffix);
    scene.awaitProducer(gateway -> noted(gateway, secret).former == null);
    scene.awaitReady("gateway");
    assertThat(noted(scene.gateway(), secret))
        .matches(one -> one.sha256.equals(inUse), "the one in use stays")
        .matches(one -> Boolean.TRUE.equals(one.remintDone), "the request counts once");
  }

  private String message() {
    return Conditions.find(scene.gateway().getStatus().conditions, ConditionType.CERTIFICATES_READY)
        .orElseThrow()
        .getMessage();
  }

  private static RestProducerStatus.Authority noted(RestProducer gateway, String name) {
    return gateway.getStatus().authorities.stream()
        .filter(authority -> authority.name.equals(name))
        .findFirst()
        .orElseThrow();
  }
}
