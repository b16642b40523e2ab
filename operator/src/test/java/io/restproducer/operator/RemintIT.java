package io.restproducer.operator;

import static io.restproducer.operator.Certificates.MAINFRAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.restproducer.contract.ApiKey;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.RestProducerStatus;
import io.restproducer.operator.keytable.KeySecrets;
import io.restproducer.operator.reconcile.ConditionType;
import java.security.cert.X509Certificate;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An authority that is lost for good, and what a person can do about it. */
class RemintIT {
  private static final String CA = "gateway-server-ca-key";
  private static final String CLIENTS = "gateway-clients-ca-key";
  private static final String SIGNER = "gateway-table-signer";

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
  void mintsALostAuthorityAnewOnRequestAndOnlyOnce() {
    String before = fingerprint(CA);
    lose(CA);
    request("server-ca-key");
    scene.awaitProducer(gateway -> !noted(gateway, CA).sha256.equals(before));
    scene.awaitReady("gateway");
    String bundle = KeySecretText.of(scene.secret("gateway-ca-bundle"), "ca.crt");
    assertThat(KeySecretText.of(scene.secret(CA), "tls.crt")).isEqualTo(bundle);
    await()
        .atMost(Scene.LIMIT)
        .until(() -> KeySecretText.of(scene.secret("checkout-api-key"), "ca.crt").equals(bundle));
    assertThat(
            scene.admin().resources(Event.class).inNamespace(scene.namespace()).list().getItems())
        .anyMatch(event -> event.getReason().equals("Reminted") && event.getNote().contains(CA));

    lose(CA);
    scene.awaitQuiet();
    assertThat(scene.secret(CA)).as("the same request once more").isNull();
  }

  @Test
  void aRequestThatStoodThereBeforeTheLossDoesNotCount() {
    request("server-ca-key");
    scene.awaitProducer(gateway -> Boolean.TRUE.equals(noted(gateway, CA).remintDone));
    lose(CA);
    scene.awaitQuiet();
    assertThat(scene.secret(CA)).isNull();

    request(null);
    scene.awaitProducer(gateway -> noted(gateway, CA).remintDone == null);
    request("server-ca-key");
    scene.awaitReady("gateway");
  }

  @Test
  void aTableSignerMintedAnewReachesEveryPodByARollout() {
    ApiKey key = KeySecrets.key(scene.secret("checkout-api-key")).orElseThrow();
    String before = fingerprint(SIGNER);
    long revision = scene.gateway().getStatus().keyTable.revision;
    lose(SIGNER);
    request("table-signer");
    scene.awaitProducer(gateway -> !noted(gateway, SIGNER).sha256.equals(before));
    scene.awaitReady("gateway");
    scene.awaitServiceIdReady("checkout");
    await()
        .atMost(Scene.LIMIT)
        .untilAsserted(
            () ->
                assertThat(scene.kubelet().runtimes())
                    .hasSize(2)
                    .allMatch(pod -> pod.table().revision() > revision && pod.knows(key.id())));
  }

  /** Pods learn of it by the kubelet, which takes more than a minute. */
  @Test
  void certificatesOfAnAuthorityMintedAnewAreHandedOutOnlyOnceEveryPodTakesThem() throws Exception {
    Certificates certificates = new Certificates(scene);
    scene.certify(Csr.of("CN=host1").named("mainframe"));
    scene.awaitServiceIdReady("checkout");
    X509Certificate before = certificates.leaf();
    String former = fingerprint(CLIENTS);
    scene.kubelet().refreshes(false);
    lose(CLIENTS);
    request("clients-ca-key");
    scene.awaitProducer(gateway -> !noted(gateway, CLIENTS).sha256.equals(former));
    await().atMost(Scene.LIMIT).until(() -> scene.secret(MAINFRAME + "-next") != null);
    X509Certificate next = certificates.leaf(MAINFRAME + "-next");
    await().atMost(Scene.LIMIT).until(() -> certificates.isKnownToEveryPod(certificates.key(next)));
    scene.awaitServiceId(
        "checkout",
        sid ->
            Scene.has("WaitingForPods", sid.getStatus().conditions, ConditionType.READY)
                && Scene.has(
                    "WaitingForPods",
                    sid.getStatus().conditions,
                    ConditionType.CERTIFICATES_READY));
    scene.awaitQuiet();
    assertThat(certificates.leaf()).isEqualTo(before);

    scene.kubelet().refreshes(true);
    scene.awaitServiceIdReady("checkout");
    assertThat(certificates.leaf()).isEqualTo(next);
  }

  @Test
  void aRestoredAuthorityBringsEverythingBackByItself() {
    String before = fingerprint(SIGNER);
    var backUp = BackUp.of(scene.secret(SIGNER));
    lose(SIGNER);
    scene.admin().resource(backUp).create();
    scene.awaitReady("gateway");
    assertThat(fingerprint(SIGNER)).isEqualTo(before);
    assertThat(scene.gateway().getStatus().conditions)
        .noneMatch(condition -> condition.getType().equals("Stalled"));
  }

  private void lose(String secret) {
    scene.admin().resource(scene.secret(secret)).delete();
    scene.awaitProducer(
        gateway ->
            Scene.has(
                "AuthorityMissing",
                gateway.getStatus().conditions,
                ConditionType.CERTIFICATES_READY));
  }

  private void request(String suffix) {
    scene
        .admin()
        .resource(scene.gateway())
        .edit(
            gateway -> {
              gateway
                  .getMetadata()
                  .setAnnotations(
                      suffix == null ? Map.of() : Map.of("restproducer.io/remint", suffix));
              return gateway;
            });
  }

  private String fingerprint(String secret) {
    return noted(scene.gateway(), secret).sha256;
  }

  private static RestProducerStatus.Authority noted(RestProducer gateway, String secret) {
    return gateway.getStatus().authorities.stream()
        .filter(authority -> authority.name.equals(secret))
        .findFirst()
        .orElseThrow();
  }
}
