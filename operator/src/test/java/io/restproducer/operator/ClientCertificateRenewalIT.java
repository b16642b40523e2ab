package io.restproducer.operator;

import static io.restproducer.operator.Certificates.MAINFRAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.crds.ClientCertificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A year of a client certificate. */
class ClientCertificateRenewalIT {
  private final Csr csr = Csr.of("CN=host1");
  private Scene scene;
  private Certificates certificates;

  @BeforeEach
  void bringToReady() throws Exception {
    scene = Scene.start();
    certificates = new Certificates(scene);
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
  void isSignedAgainForTheSameKeyAndBothWorkUntilTheOlderOneEnds() {
    scene.certify(csr.named("mainframe"));
    scene.awaitServiceIdReady("checkout");
    X509Certificate older = certificates.leaf();
    ApiKey olderKey = certificates.key();

    pass(Duration.ofDays(225));
    assertThat(certificates.leaf()).as("before two thirds of its life").isEqualTo(older);
    pass(Duration.ofDays(25));
    await().atMost(Scene.LIMIT).until(() -> !certificates.leaf().equals(older));
    scene.awaitServiceIdReady("checkout");

    X509Certificate newer = certificates.leaf();
    assertThat(newer.getPublicKey()).isEqualTo(older.getPublicKey());
    assertThat(newer.getSerialNumber()).isNotEqualTo(older.getSerialNumber());
    assertThat(certificates.key().id()).isNotEqualTo(olderKey.id());
    assertThat(certificates.isKnownToEveryPod(certificates.key())).isTrue();
    assertThat(certificates.entry(olderKey).flatMap(KeyEntry::expiresAt))
        .contains(older.getNotAfter().toInstant());
    assertThat(events("CertificateRenewed"))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.getNote())
                    .contains(
                        "kubectl -n " + scene.namespace() + " get secret " + MAINFRAME,
                        "until " + older.getNotAfter().toInstant()));

    pass(Duration.ofDays(116));
    await().atMost(Scene.LIMIT).until(() -> !certificates.isKnownToAnyPod(olderKey));
    assertThat(certificates.leaf()).isEqualTo(newer);
  }

  @Test
  void aPairIsMadeAnewUnderTheSamePasswordAtTheTimeThatIsAskedFor() {
    ClientCertificate pair = Csr.pair("mainframe");
    pair.keyAlgorithm = ClientCertificate.KeyAlgorithm.ECDSA;
    pair.validity = "90d";
    pair.renewBefore = "40d";
    scene.certify(pair);
    scene.awaitServiceIdReady("checkout");
    X509Certificate older = certificates.leaf();
    ApiKey olderKey = certificates.key();
    Secret before = scene.secret(MAINFRAME);

    pass(Duration.ofDays(51));
    await().atMost(Scene.LIMIT).until(() -> !certificates.leaf().equals(older));
    scene.awaitServiceIdReady("checkout");

    Secret after = scene.secret(MAINFRAME);
    assertThat(certificates.leaf().getPublicKey()).isNotEqualTo(older.getPublicKey());
    assertThat(after.getData().get("password")).isEqualTo(before.getData().get("password"));
    assertThat(after.getData().get("keystore.p12"))
        .isNotEqualTo(before.getData().get("keystore.p12"));
    assertThat(certificates.entry(olderKey).flatMap(KeyEntry::expiresAt))
        .contains(older.getNotAfter().toInstant());
  }

  /** The clock says nothing to a controller: something has to wake it, as the resync does. */
  private void pass(Duration time) {
    scene.pass(time);
    scene
        .admin()
        .secrets()
        .inNamespace(scene.namespace())
        .withName(MAINFRAME)
        .edit(
            secret -> {
              secret.getMetadata().getLabels().put("test", "woken-after-" + time.toDays());
              return secret;
            });
    scene.awaitServiceIdReady("checkout");
    scene.awaitQuiet();
  }

  private List<Event> events(String reason) {
    return scene
        .admin()
        .resources(Event.class)
        .inNamespace(scene.namespace())
        .list()
        .getItems()
        .stream()
        .filter(event -> reason.equals(event.getReason()))
        .toList();
  }
}
