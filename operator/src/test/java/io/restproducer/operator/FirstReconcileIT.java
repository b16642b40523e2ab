package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.contract.ApiKey;
import io.restproducer.crds.RestProducer;
import io.restproducer.operator.keytable.KeySecrets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FirstReconcileIT {
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
  void bringsTwoResourcesToReady() {
    scene.createGateway();
    scene.createCheckout();
    scene.awaitReady("gateway");
    scene.awaitServiceIdReady("checkout");

    Secret secret = scene.secret("checkout-api-key");
    ApiKey key = KeySecrets.key(secret).orElseThrow();
    assertThat(scene.kubelet().runtimes()).hasSize(2).allMatch(pod -> pod.knows(key.id()));
    assertThat(secret.getData().keySet())
        .containsExactlyInAnyOrder("api-key", "ca.crt", "endpoint", "provider", "topics", "type");
    assertThat(scene.secret("checkout-api-key-next")).isNull();

    RestProducer gateway = scene.gateway();
    assertThat(gateway.getStatus().endpoints.get(0).url)
        .matches("https://localhost:[0-9]+")
        .doesNotEndWith(":0");
    assertThat(gateway.getStatus().limits.maxMessageSize).isEqualTo(65_536);
  }
}
