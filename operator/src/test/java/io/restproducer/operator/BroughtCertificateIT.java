package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.restproducer.crds.CipherSuite;
import io.restproducer.crds.ProducerTls;
import io.restproducer.operator.pki.CertificateMint;
import io.restproducer.operator.pki.CertifiedKey;
import io.restproducer.operator.pki.KeyAlgorithm;
import io.restproducer.operator.pki.ServerNames;
import io.restproducer.operator.reconcile.ConditionType;
import io.restproducer.operator.reconcile.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server certificate that somebody else makes and renews. */
class BroughtCertificateIT {
  private final CertificateMint mint =
      new CertificateMint(InstantSource.system(), new SecureRandom());
  private final CertifiedKey corporate = mint.serverAuthority("corp", 1, KeyAlgorithm.ECDSA);

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
  void itsRenewalReachesThePodsAndABadOneDoesNot() {
    CertifiedKey first = leaf("localhost");
    put(first);
    createGateway();
    scene.createCheckout();
    scene.awaitReady("gateway");
    awaitPresented(first);
    assertThat(KeySecretText.of(scene.secret("gateway-ca-bundle"), "ca.crt"))
        .isEqualTo(text(corporate.certificatePem()));
    assertThat(scene.gateway().getStatus().serverCertificate.renewalTime).isNull();
    List<FakeRuntime> pods = scene.kubelet().runtimes();

    CertifiedKey second = leaf("localhost");
    put(second);
    awaitPresented(second);
    assertThat(scene.gateway().getStatus().serverCertificate.serialNumber)
        .isEqualTo(second.certificate().getSerialNumber().toString(16));

    put(leaf("elsewhere.example.com"));
    awaitReason("CertificateNamesMissing");
    assertThat(Scene.is("True", scene.gateway().getStatus().conditions, ConditionType.READY))
        .isTrue();
    assertThat(Scene.is("True", scene.gateway().getStatus().conditions, ConditionType.STALLED))
        .isTrue();
    awaitPresented(second);
    scene.admin().resource(scene.secret("corporate")).delete();
    awaitReason("SecretNotFound");
    awaitPresented(second);
    assertThat(KeySecretText.of(scene.secret("gateway-ca-bundle"), "ca.crt"))
        .isEqualTo(text(corporate.certificatePem()));
    assertThat(scene.kubelet().runtimes()).containsExactlyInAnyOrderElementsOf(pods);

    scene.change(spec -> spec.tls.serverCertificate = null);
    awaitReason("Issued");
    await()
        .atMost(Scene.LIMIT)
        .untilAsserted(
            () ->
                assertThat(KeySecretText.of(scene.secret("gateway-ca-bundle"), "ca.crt"))
                    .isEqualTo(KeySecretText.of(scene.secret("gateway-server-ca-key"), "tls.crt")));
  }

  @Test
  void suitesThatItsKeyCannotUseReachNoPodAndNeitherDoesSuchAKey() {
    CertifiedKey first = leaf("localhost");
    put(first);
    createGateway();
    scene.awaitReady("gateway");
    List<FakeRuntime> pods = scene.kubelet().runtimes();

    scene.change(
        spec -> spec.tls.cipherSuites = List.of(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256));
    scene.awaitProducer(
        gateway ->
            Scene.has("OptionNotAllowed", gateway.getStatus().conditions, ConditionType.ACCEPTED));
    scene.awaitQuiet();
    assertThat(scene.kubelet().runtimes()).containsExactlyInAnyOrderElementsOf(pods);
    awaitPresented(first);

    scene.change(
        spec ->
            spec.tls.cipherSuites = List.of(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256));
    scene.awaitReady("gateway");
    put(mint.serverLeaf(corporate, ServerNames.of(List.of("localhost")), KeyAlgorithm.RSA));
    awaitReason("OptionNotAllowed");
    assertThat(Scene.is("True", scene.gateway().getStatus().conditions, ConditionType.ACCEPTED))
        .isTrue();
    awaitPresented(first);
  }

  @Test
  void beforeItIsThereNothingIsRolledOut() {
    createGateway();
    awaitReason("SecretNotFound");
    assertThat(scene.kubelet().runtimes()).isEmpty();
    assertThat(scene.secret("gateway-server-tls")).isNull();
    CertifiedKey first = leaf("localhost");
    put(first);
    scene.awaitReady("gateway");
    awaitPresented(first);
  }

  @Test
  void namesAndKindOfTheOneThatIsMadeFollowTheSpecWithoutARollout() {
    scene.createGateway();
    scene.awaitReady("gateway");
    List<FakeRuntime> pods = scene.kubelet().runtimes();
    scene.change(
        spec -> {
          spec.tls.dnsNames = List.of("Orders.example.com", "*.example.net");
          spec.tls.ipAddresses = List.of("192.0.2.10");
          spec.tls.keyAlgorithm = ProducerTls.KeyAlgorithm.ECDSA;
        });
    await()
        .atMost(Scene.LIMIT)
        .untilAsserted(
            () -> {
              CertifiedKey leaf =
                  CertifiedKey.parse(
                      bytes("gateway-server-tls", "tls.crt"),
                      bytes("gateway-server-tls", "tls.key"));
              assertThat(leaf.certificate().getPublicKey().getAlgorithm()).isEqualTo("EC");
              assertThat(leaf.certificate().getSubjectAlternativeNames().toString())
                  .contains("orders.example.com", "*.example.net", "192.0.2.10", "localhost");
            });
    scene.awaitReady("gateway");
    assertThat(scene.kubelet().runtimes()).containsExactlyInAnyOrderElementsOf(pods);
  }

  private void createGateway() {
    scene.createGateway(
        spec -> {
          spec.tls.serverCertificate = new ProducerTls.ServerCertificate();
          spec.tls.serverCertificate.secretName = "corporate";
        });
  }

  private CertifiedKey leaf(String name) {
    return mint.serverLeaf(corporate, ServerNames.of(List.of(name)), KeyAlgorithm.ECDSA);
  }

  private void put(CertifiedKey leaf) {
    Secret secret =
        new SecretBuilder()
            .withMetadata(scene.metadata("corporate"))
            .withType("kubernetes.io/tls")
            .withData(
                Secrets.encode(
                    Map.of(
                        "tls.crt", leaf.chainPem(corporate.certificate()),
                        "tls.key", leaf.privateKeyPem())))
            .build();
    scene.admin().resource(secret).serverSideApply();
  }

  private void awaitReason(String reason) {
    scene.awaitProducer(
        gateway ->
            Scene.has(reason, gateway.getStatus().conditions, ConditionType.CERTIFICATES_READY));
  }

  private void awaitPresented(CertifiedKey leaf) {
    await()
        .atMost(Scene.LIMIT)
        .untilAsserted(
            () ->
                assertThat(scene.kubelet().runtimes())
                    .hasSize(2)
                    .allMatch(
                        pod ->
                            pod.mounted().serverCertificate().sha256().equals(leaf.fingerprint())));
  }

  private byte[] bytes(String secret, String key) {
    return KeySecretText.of(scene.secret(secret), key).getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(byte[] pem) {
    return new String(pem, StandardCharsets.US_ASCII);
  }
}
