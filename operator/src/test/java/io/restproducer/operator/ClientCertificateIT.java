package io.restproducer.operator;

import static io.restproducer.operator.Certificates.MAINFRAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.SealedKey;
import io.restproducer.contract.TopicPattern;
import io.restproducer.crds.ClientCertificate;
import io.restproducer.crds.ServiceId;
import io.restproducer.crds.ServiceIdSpec;
import io.restproducer.crds.ServiceIdStatus;
import io.restproducer.operator.keytable.KeySecrets;
import io.restproducer.operator.reconcile.ConditionType;
import io.restproducer.operator.reconcile.Conditions;
import io.restproducer.operator.reconcile.Ownership;
import io.restproducer.operator.reconcile.Secrets;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Client certificates from the entry in the spec to the Secret, and back. */
class ClientCertificateIT {
  private static final String PAIR = "checkout-client-cert-pair";
  private static final String LITTERED = "checkout-client-cert-littered";

  private final Csr csr = Csr.of("CN=host1, O=Shop");
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
  void signsARequestAndPublishesWhatEveryPodKnows() throws Exception {
    ApiKey bearer = KeySecrets.key(scene.secret("checkout-api-key")).orElseThrow();
    scene.certify(csr.named("mainframe"));
    scene.awaitServiceIdReady("checkout");

    Secret secret = scene.secret(MAINFRAME);
    X509Certificate leaf = certificates.leaf();
    assertThat(secret.getData()).containsOnlyKeys("tls.crt", "tls.der", "ca.crt", "endpoint");
    assertThat(Secrets.bytes(secret, "tls.der")).hasValue(leaf.getEncoded());
    assertThat(secret.getData().get("ca.crt"))
        .isEqualTo(scene.secret("gateway-ca-bundle").getData().get("ca.crt"));
    assertThat(KeySecretText.of(secret, "endpoint")).startsWith("https://localhost:");
    assertThat(KeySecretText.of(secret, "endpoint"))
        .isNotEqualTo(KeySecretText.of(scene.secret("checkout-api-key"), "endpoint"));
    assertThat(leaf.getPublicKey()).isEqualTo(csr.pair().getPublic());
    assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=host1,O=Shop");
    leaf.verify(Certificates.chain(secret).get(1).getPublicKey());
    assertThat(scene.secret(MAINFRAME + "-next")).isNull();

    ApiKey key = certificates.key();
    assertThat(certificates.isKnownToEveryPod(key)).isTrue();
    KeyEntry entry = certificates.entry(key).orElseThrow();
    assertThat(entry.sha256()).isEqualTo(key.sha256());
    assertThat(entry.expiresAt()).contains(leaf.getNotAfter().toInstant());
    assertThat(entry.sealedIn())
        .contains(new KeyEntry.SealedIn("mainframe", SealedKey.pin(csr.pair().getPublic())));
    assertThat(entry.topics()).isEqualTo(certificates.entry(bearer).orElseThrow().topics());

    ServiceIdStatus status = scene.serviceId("checkout").getStatus();
    assertThat(status.apiKeys).extracting(shown -> shown.id).containsExactly(bearer.id());
    ServiceIdStatus.ClientCertificate shown = status.clientCertificates.get(0);
    assertThat(shown.keyId).isEqualTo(key.id());
    assertThat(shown.secretName).isEqualTo(MAINFRAME);
    assertThat(shown.serialNumber).isEqualTo(leaf.getSerialNumber().toString(16));
    assertThat(Instant.parse(shown.renewalTime))
        .isBetween(
            Instant.now().plus(Duration.ofDays(220)), Instant.now().plus(Duration.ofDays(245)));
    assertThat(condition(ConditionType.CERTIFICATES_READY)).startsWith("True Issued");
  }

  @Test
  void makesAPairWithStoresThatOpenWithItsPassword() throws Exception {
    ClientCertificate wanted = Csr.pair("mainframe");
    wanted.keyAlgorithm = ClientCertificate.KeyAlgorithm.ECDSA;
    scene.certify(wanted);
    scene.awaitServiceIdReady("checkout");

    Secret secret = scene.secret(MAINFRAME);
    assertThat(secret.getData()).containsKeys("tls.key", "keystore.p12", "truststore.p12");
    KeyStore keys = open(secret, "keystore.p12");
    String alias = keys.aliases().nextElement();
    assertThat(keys.getCertificateChain(alias))
        .containsExactlyElementsOf(Certificates.chain(secret));
    assertThat(keys.getKey(alias, password(secret)).getAlgorithm()).isEqualTo("EC");
    assertThat(open(secret, "truststore.p12").size()).isEqualTo(1);
    assertThat(certificates.isKnownToEveryPod(certificates.key())).isTrue();

    scene.changeServiceId(
        "checkout", spec -> spec.pkcs12Profile = ServiceIdSpec.Pkcs12Profile.LEGACY_DES);
    await()
        .atMost(Scene.LIMIT)
        .until(
            () ->
                !scene
                    .secret(MAINFRAME)
                    .getData()
                    .get("keystore.p12")
                    .equals(secret.getData().get("keystore.p12")));
    Secret legacy = scene.secret(MAINFRAME);
    assertThat(open(legacy, "keystore.p12").getCertificateChain(alias))
        .containsExactlyElementsOf(Certificates.chain(secret));
    assertThat(legacy.getData().get("password")).isEqualTo(secret.getData().get("password"));
  }

  @Test
  void aRequestThatIsRefusedHoldsUpNothingElse() {
    ClientCertificate broken = csr.named("broken");
    broken.csr = "no request";
    scene.certify(broken, csr.named("mainframe"));
    scene.awaitServiceId(
        "checkout",
        sid ->
            condition(sid, ConditionType.CERTIFICATES_READY).startsWith("False Csr")
                && scene.secret(MAINFRAME) != null);
    assertThat(condition(ConditionType.STALLED)).startsWith("True Csr").contains("broken: ");
    assertThat(condition(ConditionType.ACCEPTED)).startsWith("True");
    assertThat(condition(ConditionType.READY)).startsWith("False Csr");
    assertThat(certificates.isKnownToEveryPod(certificates.key())).isTrue();
    scene.changeServiceId("checkout", spec -> spec.topics = List.of("payments"));
    await()
        .atMost(Scene.LIMIT)
        .until(
            () -> KeySecretText.of(scene.secret("checkout-api-key"), "topics").equals("payments"));
  }

  @Test
  void anEntryThatIsRemovedEndsEverywhereWithItsSecrets() {
    scene.certify(csr.named("mainframe"));
    scene.awaitServiceIdReady("checkout");
    ApiKey key = certificates.key();
    scene.certify();
    await()
        .atMost(Scene.LIMIT)
        .until(() -> scene.secret(MAINFRAME) == null && !certificates.isKnownToAnyPod(key));
    scene.awaitServiceIdReady("checkout");
    assertThat(scene.serviceId("checkout").getStatus().clientCertificates).isNull();
  }

  @Test
  void afterAnotherRequestTheFormerCertificateWorks24HoursLonger() {
    scene.certify(csr.named("mainframe"));
    scene.awaitServiceIdReady("checkout");
    ApiKey former = certificates.key();
    Instant before = Instant.now();
    Csr other = Csr.of("CN=host2");
    scene.certify(other.named("mainframe"));
    await()
        .atMost(Scene.LIMIT)
        .until(() -> certificates.leaf().getPublicKey().equals(other.pair().getPublic()));
    scene.awaitServiceIdReady("checkout");
    assertThat(certificates.isKnownToEveryPod(certificates.key())).isTrue();
    // The table follows the Secret within a second; nobody waits for it.
    await()
        .atMost(Scene.LIMIT)
        .untilAsserted(
            () ->
                assertThat(certificates.entry(former).flatMap(KeyEntry::expiresAt).orElseThrow())
                    .isBetween(
                        before.plus(Duration.ofHours(24)),
                        Instant.now().plus(Duration.ofHours(24))));
  }

  /** Nobody was given its certificate: whoever has it all the same must not stay in. */
  @Test
  void aRequestThatIsReplacedBeforeItsCertificateIsPublishedEndsAtOnce() {
    FakeRuntime deaf = scene.kubelet().runtimes().get(0);
    deaf.turnDeaf(true);
    ApiKey mistaken = awaitWaiting(csr);
    Csr right = Csr.of("CN=host2");
    scene.certify(right.named("mainframe"));
    deaf.turnDeaf(false);
    await()
        .atMost(Scene.LIMIT)
        .until(
            () ->
                scene.secret(MAINFRAME) != null
                    && certificates.leaf().getPublicKey().equals(right.pair().getPublic()));
    scene.awaitServiceIdReady("checkout");
    assertThat(certificates.isKnownToAnyPod(mistaken)).isFalse();
    assertThat(certificates.isKnownToEveryPod(certificates.key())).isTrue();
  }

  @Test
  void aRequestThatGivesWayToThePublishedOneAgainEndsAtOnce() {
    scene.certify(csr.named("mainframe"));
    scene.awaitServiceIdReady("checkout");
    ApiKey published = certificates.key();
    FakeRuntime deaf = scene.kubelet().runtimes().get(0);
    deaf.turnDeaf(true);
    ApiKey mistaken = awaitWaiting(Csr.of("CN=host2"));
    scene.certify(csr.named("mainframe"));
    deaf.turnDeaf(false);
    await().atMost(Scene.LIMIT).until(() -> !certificates.isKnownToAnyPod(mistaken));
    scene.awaitServiceIdReady("checkout");
    assertThat(certificates.key().id()).isEqualTo(published.id());
    assertThat(certificates.isKnownToEveryPod(published)).isTrue();
    assertThat(certificates.entry(published).flatMap(KeyEntry::expiresAt))
        .contains(certificates.leaf().getNotAfter().toInstant());
  }

  /** The key of a certificate of {@code wanted} that some pods know and nobody was given. */
  private ApiKey awaitWaiting(Csr wanted) {
    scene.certify(wanted.named("mainframe"));
    await()
        .atMost(Scene.LIMIT)
        .until(
            () ->
                scene.secret(MAINFRAME + "-next") != null
                    && certificates
                        .leaf(MAINFRAME + "-next")
                        .getPublicKey()
                        .equals(wanted.pair().getPublic()));
    ApiKey key = certificates.key(certificates.leaf(MAINFRAME + "-next"));
    await().atMost(Scene.LIMIT).until(() -> certificates.isKnownToAnyPod(key));
    return key;
  }

  @Test
  void isPublishedOnlyOnceEveryPodKnowsIt() {
    FakeRuntime deaf = scene.kubelet().runtimes().get(0);
    deaf.turnDeaf(true);
    scene.certify(csr.named("mainframe"));
    await().atMost(Scene.LIMIT).until(() -> scene.secret(MAINFRAME + "-next") != null);
    ApiKey key = certificates.key(certificates.leaf(MAINFRAME + "-next"));
    await().atMost(Scene.LIMIT).until(() -> certificates.isKnownToAnyPod(key));
    scene.awaitServiceId(
        "checkout",
        sid -> condition(sid, ConditionType.CERTIFICATES_READY).startsWith("False WaitingForPods"));
    assertThat(scene.secret(MAINFRAME)).isNull();
    deaf.turnDeaf(false);
    scene.awaitServiceIdReady("checkout");
    assertThat(certificates.key().id()).isEqualTo(key.id());
  }

  @Test
  void worksWithoutAnApiKeyAndIsSuspendedWithItsServiceId() {
    scene.certify(csr.named("mainframe"));
    scene.changeServiceId("checkout", spec -> spec.apiKey.enabled = false);
    scene.awaitServiceId(
        "checkout",
        sid ->
            Scene.has("KeyDisabled", sid.getStatus().conditions, ConditionType.READY)
                && scene.secret("checkout-api-key") == null
                && scene.secret(MAINFRAME) != null);
    ApiKey key = certificates.key();
    assertThat(certificates.isKnownToEveryPod(key)).isTrue();

    scene.changeServiceId("checkout", spec -> spec.suspend = true);
    scene.awaitServiceId(
        "checkout", sid -> Scene.has("Suspended", sid.getStatus().conditions, ConditionType.READY));
    assertThat(certificates.isKnownToAnyPod(key)).isFalse();

    scene.changeServiceId("checkout", spec -> spec.suspend = false);
    scene.awaitServiceIdReady("checkout");
    assertThat(certificates.key().id()).isEqualTo(key.id());
    assertThat(certificates.isKnownToEveryPod(key)).isTrue();
  }

  @Test
  void oneThatDependsOnAnApiKeyEndsWithIt() {
    ApiKey bearer = KeySecrets.key(scene.secret("checkout-api-key")).orElseThrow();
    ClientCertificate bound = csr.named("mainframe");
    bound.apiKeyId = "0123456789ab";
    scene.certify(bound);
    scene.awaitServiceId(
        "checkout",
        sid -> condition(sid, ConditionType.CERTIFICATES_READY).startsWith("False ApiKeyNotLive"));
    assertThat(scene.secret(MAINFRAME)).isNull();

    bound.apiKeyId = bearer.id();
    scene.certify(bound);
    scene.awaitServiceIdReady("checkout");
    ApiKey key = certificates.key();
    assertThat(certificates.isKnownToEveryPod(key)).isTrue();

    scene.changeServiceId("checkout", spec -> spec.apiKey.revokedIds = List.of(bearer.id()));
    await().atMost(Scene.LIMIT).until(() -> !certificates.isKnownToAnyPod(key));
    scene.awaitServiceId(
        "checkout",
        sid -> condition(sid, ConditionType.CERTIFICATES_READY).startsWith("False ApiKeyNotLive"));
  }

  @Test
  void aKeyInACertificateThatIsRevokedByItsIdIsReplaced() {
    scene.certify(csr.named("mainframe"));
    scene.awaitServiceIdReady("checkout");
    ApiKey stolen = certificates.key();
    scene.changeServiceId("checkout", spec -> spec.apiKey.revokedIds = List.of(stolen.id()));
    await().atMost(Scene.LIMIT).until(() -> !certificates.key().id().equals(stolen.id()));
    scene.awaitServiceIdReady("checkout");
    assertThat(certificates.isKnownToAnyPod(stolen)).isFalse();
    assertThat(certificates.leaf().getPublicKey()).isEqualTo(csr.pair().getPublic());
  }

  @Test
  void leavesASecretOfSomebodyElseAlone() {
    Secret foreign =
        scene
            .admin()
            .resource(
                new SecretBuilder()
                    .withMetadata(scene.metadata(MAINFRAME))
                    .withData(Map.of("a", "Yg=="))
                    .build())
            .create();
    scene.certify(csr.named("mainframe"), csr.named("other"));
    scene.awaitServiceId(
        "checkout",
        sid ->
            condition(sid, ConditionType.CERTIFICATES_READY).startsWith("False SecretConflict")
                && scene.secret("checkout-client-cert-other") != null);
    assertThat(scene.secret(MAINFRAME).getData()).isEqualTo(foreign.getData());
    assertThat(condition(ConditionType.ACCEPTED)).startsWith("False SecretConflict");
    scene.admin().resource(foreign).delete();
    scene.awaitServiceIdReady("checkout");
  }

  @Test
  void oneThatComesBackFromABackUpIsUsedAgain() {
    scene.certify(csr.named("mainframe"));
    scene.awaitServiceIdReady("checkout");
    Secret backUp = BackUp.of(scene.secret(MAINFRAME));
    ApiKey key = certificates.key();
    ServiceIdSpec spec = scene.serviceId("checkout").getSpec();
    scene.admin().resource(scene.serviceId("checkout")).delete();
    scene.awaitGone("checkout");
    scene.collectGarbage();
    scene.admin().resource(backUp).create();
    ServiceId again = new ServiceId();
    again.setMetadata(scene.metadata("checkout"));
    again.setSpec(spec);
    scene.admin().resource(again).create();
    scene.awaitServiceIdReady("checkout");
    assertThat(certificates.key().id()).isEqualTo(key.id());
    assertThat(certificates.isKnownToEveryPod(key)).isTrue();
    assertThat(Ownership.controls(scene.serviceId("checkout"), scene.secret(MAINFRAME))).isTrue();
  }

  @Test
  void aCopyInAnotherServiceIdDisplacesNobody() {
    scene.certify(csr.named("mainframe"));
    scene.awaitServiceIdReady("checkout");
    ApiKey key = certificates.key();
    scene
        .admin()
        .resource(
            new SecretBuilder(BackUp.of(scene.secret(MAINFRAME)))
                .editMetadata()
                .withName("billing-client-cert-mainframe")
                .addToLabels("app.kubernetes.io/instance", "billing")
                .endMetadata()
                .build())
        .create();
    scene.createServiceId("billing", "gateway");
    scene.changeServiceId("billing", s -> s.clientCertificates = List.of(csr.named("mainframe")));
    scene.awaitServiceId(
        "billing",
        sid -> Scene.has("KeyIdConflict", sid.getStatus().conditions, ConditionType.ACCEPTED));
    assertThat(certificates.entry(key).orElseThrow().serviceId().name()).isEqualTo("checkout");
  }

  @Test
  void worksOnWhileTheAuthorityIsLost() {
    scene.certify(csr.named("mainframe"));
    scene.awaitServiceIdReady("checkout");
    ApiKey key = certificates.key();
    scene.admin().resource(scene.secret("gateway-clients-ca-key")).delete();
    scene.awaitProducer(
        gateway ->
            Scene.has(
                "AuthorityMissing",
                gateway.getStatus().conditions,
                ConditionType.CERTIFICATES_READY));
    scene.changeServiceId("checkout", spec -> spec.topics = List.of("payments"));
    scene.awaitServiceIdReady("checkout");
    assertThat(certificates.isKnownToEveryPod(key)).isTrue();
    assertThat(certificates.entry(key).orElseThrow().topics())
        .extracting(TopicPattern::text)
        .containsExactly("payments");
    assertThat(scene.serviceId("checkout").getStatus().clientCertificates.get(0).keyId)
        .isEqualTo(key.id());
  }

  @Test
  void saysThatTheRestProducerTakesNone() {
    scene.change(spec -> spec.expose.clientAuth.enabled = false);
    scene.certify(csr.named("mainframe"));
    scene.awaitServiceId(
        "checkout",
        sid ->
            condition(sid, ConditionType.CERTIFICATES_READY)
                .startsWith("False ClientAuthDisabled"));
    assertThat(condition(ConditionType.STALLED)).startsWith("True ClientAuthDisabled");
  }

  @Test
  void putsBackWhatWasChangedByHandInItsSecret() {
    scene.certify(Csr.pair("mainframe"));
    scene.awaitServiceIdReady("checkout");
    Map<String, String> before = scene.secret(MAINFRAME).getData();
    scene
        .admin()
        .secrets()
        .inNamespace(scene.namespace())
        .withName(MAINFRAME)
        .edit(
            secret ->
                new SecretBuilder(secret)
                    .removeFromData("endpoint")
                    .addToData("truststore.p12", "bm9uZQ==")
                    .build());
    await()
        .atMost(Scene.LIMIT)
        .untilAsserted(
            () -> {
              Map<String, String> after = scene.secret(MAINFRAME).getData();
              assertThat(after.get("endpoint")).isEqualTo(before.get("endpoint"));
              assertThat(after.get("truststore.p12")).isNotEqualTo("bm9uZQ==");
              assertThat(after.get("keystore.p12")).isEqualTo(before.get("keystore.p12"));
            });
  }

  @Test
  void putsAChainRightThatWasChangedByHandWithoutANewKey() {
    scene.certify(csr.named("mainframe"), Csr.pair("pair"), Csr.pair("littered"));
    scene.awaitServiceIdReady("checkout");
    Map<String, String> before =
        Map.of(
            MAINFRAME, chainText(MAINFRAME),
            PAIR, chainText(PAIR),
            LITTERED, chainText(LITTERED));
    changeChain(PAIR, ClientCertificateIT::firstBlock);
    changeChain(LITTERED, chain -> firstBlock(chain) + "-----BEGIN CERTIFICATE-----\n?\n");
    changeChain(MAINFRAME, chain -> firstBlock(chain) + firstBlock(chain));
    await()
        .atMost(Scene.LIMIT)
        .untilAsserted(
            () -> before.forEach((name, chain) -> assertThat(chainText(name)).isEqualTo(chain)));
    scene.awaitServiceIdReady("checkout");
  }

  /** The one that fails stands before the other. */
  @Test
  void aFailureWithOneHoldsUpNoOtherAndIsToldAndTriedAgain() throws Exception {
    scene.certify(Csr.pair("pair"), csr.named("mainframe"));
    scene.awaitServiceIdReady("checkout");
    try (CapturedLog log = CapturedLog.from(Level.WARN)) {
      scene.wire().refuse("PUT", "/secrets/" + PAIR);
      removeEndpoint(PAIR);
      removeEndpoint(MAINFRAME);
      await()
          .atMost(Scene.LIMIT)
          .until(() -> scene.secret(MAINFRAME).getData().containsKey("endpoint"));
      scene.awaitServiceId(
          "checkout",
          sid ->
              condition(sid, ConditionType.CERTIFICATES_READY)
                  .startsWith("False IssuingFailed pair: "));
      assertThat(condition(ConditionType.READY)).startsWith("False IssuingFailed");
      assertThat(condition(ConditionType.STALLED)).isEqualTo("none");
      await()
          .atMost(Scene.LIMIT)
          .until(() -> log.lines().stream().anyMatch(line -> line.contains("checkout")));
      scene.wire().refuse("", "");
    }
    scene.awaitServiceIdReady("checkout");
    assertThat(scene.secret(PAIR).getData()).containsKey("endpoint");
  }

  private void removeEndpoint(String secret) {
    edit(secret, builder -> builder.removeFromData("endpoint"));
  }

  private void changeChain(String secret, UnaryOperator<String> change) {
    byte[] changed = change.apply(chainText(secret)).getBytes(StandardCharsets.US_ASCII);
    edit(
        secret,
        builder -> builder.addToData("tls.crt", Base64.getEncoder().encodeToString(changed)));
  }

  private void edit(String secret, UnaryOperator<SecretBuilder> change) {
    scene
        .admin()
        .secrets()
        .inNamespace(scene.namespace())
        .withName(secret)
        .edit(present -> change.apply(new SecretBuilder(present)).build());
  }

  private String chainText(String secret) {
    return KeySecretText.of(scene.secret(secret), "tls.crt");
  }

  private static String firstBlock(String pem) {
    String end = "-----END CERTIFICATE-----\n";
    return pem.substring(0, pem.indexOf(end) + end.length());
  }

  private String condition(ConditionType type) {
    return condition(scene.serviceId("checkout"), type);
  }

  private static String condition(ServiceId serviceId, ConditionType type) {
    return Conditions.find(serviceId.getStatus().conditions, type)
        .map(c -> String.join(" ", c.getStatus(), c.getReason(), c.getMessage()))
        .orElse("none");
  }

  private static KeyStore open(Secret secret, String key) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(
        new ByteArrayInputStream(Secrets.bytes(secret, key).orElseThrow()), password(secret));
    return store;
  }

  private static char[] password(Secret secret) {
    return KeySecretText.of(secret, "password").toCharArray();
  }
}
