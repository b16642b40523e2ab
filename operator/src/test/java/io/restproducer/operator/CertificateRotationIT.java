package io.restproducer.operator;

import static io.restproducer.operator.Certificates.MAINFRAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.crds.ServiceId;
import io.restproducer.operator.keytable.CertificateSecrets;
import io.restproducer.operator.pki.Lifetimes;
import io.restproducer.operator.reconcile.Ownership;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Client certificates while what signs and seals them gives way to the next. */
class CertificateRotationIT {
  private static final String ROTATE = "restproducer.io/rotate";
  private static final String BOTH = "clients-ca, sealing";
  private static final String DEVICE = "checkout-client-cert-device";
  private static final String FIRST = "CN=gateway clients v1";
  private static final String SECOND = "CN=gateway clients v2";
  private static final Lifetimes QUICK =
      new Lifetimes(
          Lifetimes.STANDARD.authority(),
          Lifetimes.STANDARD.serverLeaf(),
          Lifetimes.STANDARD.clientLeaf(),
          Lifetimes.STANDARD.sealingKey(),
          Duration.ofSeconds(2),
          Duration.ofMinutes(5));

  private final Csr csr = Csr.of("CN=host1");
  private Scene scene;
  private Certificates certificates;

  @BeforeEach
  void bringToReady() throws Exception {
    scene = Scene.set();
    certificates = new Certificates(scene);
    scene.liveBy(QUICK);
    scene.startOperator();
    scene.createGateway();
    scene.createCheckout();
    scene.certify(csr.named("mainframe"), Csr.pair("device"));
    scene.awaitReady("gateway");
    scene.awaitServiceIdReady("checkout");
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  /** Each takes half a minute: all of them with {@code -Drotation.every-write=true}. */
  static IntStream writes() {
    boolean every = Boolean.getBoolean("rotation.every-write");
    return IntStream.rangeClosed(1, 20).filter(write -> every || write == 9);
  }

  @ParameterizedTest
  @MethodSource("writes")
  void killedAfterAnyWriteEachIsSignedAnewOnceAndTheFormerOneWorksUntilItEnds(int writes)
      throws Exception {
    X509Certificate older = certificates.leaf();
    ApiKey olderKey = certificates.key();
    String olderSealing = KeySecretText.of(scene.secret("gateway-sealing-keys"), "current");
    assertThat(issuer(MAINFRAME)).isEqualTo(FIRST);
    scene.awaitQuiet();
    scene.stopOperator();
    scene.annotate(ROTATE, BOTH);
    scene.startDyingOperator(Wire.deadAfter(writes));
    await().atMost(Scene.LIMIT).until(() -> scene.wire().isDead() || isSignedBySecond());
    scene.stopOperator();
    scene.startOperator();
    awaitEachSignedBySecond();
    scene.awaitQuiet();

    assertThat(certificates.leaf().getPublicKey()).isEqualTo(older.getPublicKey());
    assertThat(certificates.isKnownToEveryPod(certificates.key())).isTrue();
    assertThat(certificates.isKnownToEveryPod(certificates.key(certificates.leaf(DEVICE))))
        .isTrue();
    assertThat(certificates.keysEverSeen()).as("two certificates, each made twice").hasSize(4);
    assertThat(certificates.entry(olderKey).flatMap(KeyEntry::expiresAt))
        .contains(older.getNotAfter().toInstant());
    assertThat(scene.kubelet().runtimes())
        .hasSize(2)
        .allMatch(pod -> pod.mounted().clientsTrust().size() == 2)
        .allMatch(pod -> pod.mounted().sealingKeys().contains(olderSealing));

    scene.pass(Duration.ofDays(366));
    await()
        .atMost(Scene.LIMIT)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              // The clock says nothing to a controller: something has to wake it.
              scene.touchEveryChild();
              assertThat(scene.kubelet().runtimes())
                  .allMatch(pod -> pod.mounted().clientsTrust().size() == 1)
                  .noneMatch(pod -> pod.mounted().sealingKeys().contains(olderSealing));
            });
    assertThat(certificates.isKnownToAnyPod(olderKey)).isFalse();
  }

  @Test
  void aCertificateThatClaimsNeverToEndKeepsNothingTrustedForEver() throws Exception {
    Instant end = certificates.authority(MAINFRAME).getNotAfter().toInstant();
    ServiceId owner = scene.serviceId("checkout");
    Map<String, String> labels = new TreeMap<>(scene.secret(MAINFRAME).getMetadata().getLabels());
    labels.remove(CertificateSecrets.CERTIFICATE_LABEL);
    scene
        .admin()
        .resource(
            new SecretBuilder()
                .withMetadata(Ownership.child(owner, "checkout-client-cert-forged", labels))
                .addToData("tls.crt", Base64.getEncoder().encodeToString(endless()))
                .build())
        .create();
    scene.annotate(ROTATE, BOTH);
    awaitEachSignedBySecond();
    await()
        .atMost(Scene.LIMIT)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              scene.touchEveryChild();
              assertThat(until("gateway-clients-ca-key")).isEqualTo(end);
              assertThat(until("gateway-sealing-keys"))
                  .isBetween(end, certificates.authority(MAINFRAME).getNotAfter().toInstant());
            });
  }

  private Instant until(String authority) {
    return scene.gateway().getStatus().authorities.stream()
        .filter(noted -> noted.name.equals(authority))
        .map(noted -> noted.former.get(0).until)
        .filter(Objects::nonNull)
        .map(Instant::parse)
        .findFirst()
        .orElse(Instant.EPOCH);
  }

  private byte[] endless() throws Exception {
    X500Name name = new X500Name("CN=forged");
    return new JcaX509v3CertificateBuilder(
            name,
            BigInteger.ONE,
            Date.from(Instant.now()),
            Date.from(Instant.parse("9999-12-31T23:59:59Z")),
            name,
            csr.pair().getPublic())
        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(csr.pair().getPrivate()))
        .getEncoded();
  }

  private void awaitEachSignedBySecond() {
    await().atMost(Scene.LIMIT).until(this::isSignedBySecond);
    scene.awaitServiceIdReady("checkout");
    scene.awaitReady("gateway");
  }

  private boolean isSignedBySecond() {
    return issuer(MAINFRAME).equals(SECOND)
        && issuer(DEVICE).equals(SECOND)
        && scene.secret(MAINFRAME + "-next") == null
        && scene.secret(DEVICE + "-next") == null;
  }

  private String issuer(String secret) {
    return certificates.leaf(secret).getIssuerX500Principal().getName();
  }
}
