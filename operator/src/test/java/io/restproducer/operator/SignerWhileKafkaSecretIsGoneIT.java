package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.restproducer.crds.KafkaAuthentication;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.RestProducerStatus;
import io.restproducer.operator.pki.Lifetimes;
import io.restproducer.operator.reconcile.ConditionType;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who signs client certificates when an authority gives way while a Secret of the user is gone. */
class SignerWhileKafkaSecretIsGoneIT {
  private static final String CA = "gateway-clients-ca-key";
  private static final String DEVICE = "checkout-client-cert-device";
  private static final Lifetimes QUICK =
      new Lifetimes(
          Lifetimes.STANDARD.authority(),
          Lifetimes.STANDARD.serverLeaf(),
          Lifetimes.STANDARD.clientLeaf(),
          Lifetimes.STANDARD.sealingKey(),
          Duration.ofSeconds(2),
          Duration.ofMinutes(5));

  private Scene scene;

  @BeforeEach
  void bringToReady() throws Exception {
    scene = Scene.set();
    scene.liveBy(QUICK);
    scene.startOperator();
    scene.admin().resource(password()).create();
    scene.createGateway(spec -> spec.kafka.authentication = account());
    scene.createCheckout();
    scene.awaitReady("gateway");
    scene.awaitServiceIdReady("checkout");
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void nothingIsSignedByTheFormerOneOnceItMayBeTrustedNoMore() {
    scene.kubelet().refreshes(false);
    scene.annotate("restproducer.io/rotate", "clients-ca");
    scene.awaitProducer(gateway -> noted(gateway).next != null);
    scene.awaitQuiet();
    scene.admin().resource(password()).delete();
    scene.awaitProducer(
        gateway ->
            Scene.has("SecretNotFound", gateway.getStatus().conditions, ConditionType.ACCEPTED));
    String before = noted(scene.gateway()).sha256;
    scene.kubelet().refreshes(true);
    scene.awaitProducer(
        gateway -> !noted(gateway).sha256.equals(before) && noted(gateway).former == null);

    scene.certify(Csr.pair("device"));
    await().atMost(Scene.LIMIT).until(() -> scene.secret(DEVICE) != null);
    assertThat(Certificates.chain(scene.secret(DEVICE)).get(0).getIssuerX500Principal().getName())
        .isEqualTo("CN=gateway clients v2");
    scene.admin().resource(password()).create();
    scene.awaitReady("gateway");
    scene.awaitServiceIdReady("checkout");
  }

  private Secret password() {
    return new SecretBuilder()
        .withMetadata(scene.metadata("my-user"))
        .addToData("password", "d29yZA==")
        .build();
  }

  private static KafkaAuthentication account() {
    KafkaAuthentication authentication = new KafkaAuthentication();
    authentication.plain = new KafkaAuthentication.Account();
    authentication.plain.username = "gateway";
    authentication.plain.passwordSecret = new KafkaAuthentication.PasswordSecret();
    authentication.plain.passwordSecret.secretName = "my-user";
    authentication.plain.passwordSecret.key = "password";
    return authentication;
  }

  private static RestProducerStatus.Authority noted(RestProducer gateway) {
    return gateway.getStatus().authorities.stream()
        .filter(authority -> authority.name.equals(CA))
        .findFirst()
        .orElseThrow();
  }
}
