package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restproducer.crds.RestProducer;
import io.restproducer.crds.RestProducerStatus;
import io.restproducer.operator.pki.Lifetimes;
import io.restproducer.operator.reconcile.ConditionType;
import io.restproducer.operator.reconcile.Conditions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An authority of servers that has no time left, or whose time has not come. */
class AuthorityEndIT {
  private static final String CA = "gateway-server-ca-key";
  private static final String FIRST = "CN=gateway server v1";
  private static final String SECOND = "CN=gateway server v2";

  private Scene scene;

  @BeforeEach
  void bringToReady() throws Exception {
    scene = Scene.start();
    scene.createGateway();
    scene.createCheckout();
    scene.awaitReady("gateway");
    scene.awaitServiceIdReady("checkout");
    scene.awaitQuiet();
    scene.stopOperator();
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  /** The operator was away for years, or the Secret comes from an old back-up. */
  @Test
  void oneThatHasEndedGivesWayAtOnce() throws Exception {
    String before = noted(scene.gateway()).sha256;
    scene.pass(Lifetimes.STANDARD.authority().plusDays(30));
    scene.startOperator();
    scene.awaitProducer(gateway -> !noted(gateway).sha256.equals(before));
    await().atMost(Scene.LIMIT).until(() -> issuer().equals(SECOND));
    scene.awaitProducer(
        gateway -> Scene.has("Issued", conditions(gateway), ConditionType.CERTIFICATES_READY));
    scene.awaitReady("gateway");
  }

  @Test
  void oneThatIsAdoptedAfterItsEndGivesWayAtOnce() throws Exception {
    scene.startOperator();
    scene.deleteGateway();
    scene.pass(Lifetimes.STANDARD.authority().plusDays(30));
    scene.createGateway();
    scene.awaitReady("gateway");
    assertThat(issuer()).isEqualTo(SECOND);
    assertThat(bundle()).contains(SECOND);
  }

  /** Its successor is published as long as the one in use can give certificates, and no longer. */
  @Test
  void theNextOneWaitsForItsOverlapOnlyWhileTheFormerOneHasTimeLeft() throws Exception {
    scene.pass(Lifetimes.STANDARD.authority().minusDays(60));
    scene.startOperator();
    scene.awaitProducer(gateway -> noted(gateway).next != null);
    await().atMost(Scene.LIMIT).until(() -> bundle().equals(List.of(FIRST, SECOND)));
    scene.awaitQuiet();
    assertThat(issuer()).isEqualTo(FIRST);
    scene.pass(Duration.ofDays(31));
    await()
        .atMost(Scene.LIMIT)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              // The clock says nothing to a controller: something has to wake it.
              scene.touchEveryChild();
              return issuer().equals(SECOND);
            });
  }

  /** The clock is late: nothing can be signed, and all else goes on. */
  @Test
  void oneThatIsNotYetValidIsNamedAndTheSpecIsFollowed() throws Exception {
    scene.pass(Duration.ofDays(-1));
    scene.startOperator();
    String leaf = leaf().getSerialNumber().toString(16);
    scene.change(
        spec -> {
          spec.replicas = 3;
          spec.tls.dnsNames = List.of("further.example.com");
        });
    scene.awaitProducer(
        gateway ->
            Scene.has("AuthorityNotValid", conditions(gateway), ConditionType.CERTIFICATES_READY));
    assertThat(
            Conditions.find(conditions(scene.gateway()), ConditionType.CERTIFICATES_READY)
                .orElseThrow()
                .getMessage())
        .contains(CA, "valid from", "clock");
    await().atMost(Scene.LIMIT).until(() -> scene.kubelet().runtimes().size() == 3);
    assertThat(leaf().getSerialNumber().toString(16)).isEqualTo(leaf);
  }

  private static List<io.fabric8.kubernetes.api.model.Condition> conditions(RestProducer gateway) {
    return gateway.getStatus().conditions;
  }

  private String issuer() {
    return leaf().getIssuerX500Principal().getName();
  }

  private X509Certificate leaf() {
    return certificates("gateway-server-tls", "tls.crt").get(0);
  }

  private List<String> bundle() {
    return certificates("gateway-ca-bundle", "ca.crt").stream()
        .map(one -> one.getSubjectX500Principal().getName())
        .toList();
  }

  private List<X509Certificate> certificates(String secret, String key) {
    try {
      String pem = KeySecretText.of(scene.secret(secret), key);
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (java.security.cert.CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RestProducerStatus.Authority noted(RestProducer gateway) {
    return gateway.getStatus().authorities.stream()
        .filter(authority -> authority.name.equals(CA))
        .findFirst()
        .orElseThrow();
  }
}
