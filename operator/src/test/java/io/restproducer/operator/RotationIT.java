package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.restproducer.contract.MountedFiles;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.RestProducerStatus;
import io.restproducer.operator.pki.Lifetimes;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Authorities and sealing keys give way to the next ones, with years passing in seconds. */
class RotationIT {
  private static final String ROTATE = "restproducer.io/rotate";
  private static final String ALL = "server-ca, clients-ca, sealing";
  private static final List<String> RINGS =
      List.of("gateway-server-ca-key", "gateway-clients-ca-key", "gateway-sealing-keys");
  private static final Lifetimes QUICK =
      new Lifetimes(
          Lifetimes.STANDARD.authority(),
          Lifetimes.STANDARD.serverLeaf(),
          Lifetimes.STANDARD.clientLeaf(),
          Lifetimes.STANDARD.sealingKey(),
          Duration.ofSeconds(2),
          Duration.ofMinutes(5));

  private Scene scene;
  private Map<String, String> before;

  @BeforeEach
  void bringToReady() throws Exception {
    scene = Scene.set();
    scene.liveBy(QUICK);
    scene.startOperator();
    scene.createGateway(spec -> spec.tls.caOverlap = "3s");
    scene.createCheckout();
    scene.awaitReady("gateway");
    scene.awaitServiceIdReady("checkout");
    before = fingerprints();
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void eachGivesWayOnRequestOnceWithoutARollout() {
    List<FakeRuntime> pods = scene.kubelet().runtimes();
    scene.annotate(ROTATE, ALL);
    awaitEnd();
    assertThat(scene.kubelet().runtimes()).containsExactlyInAnyOrderElementsOf(pods);
    assertThat(fingerprints().get("gateway-table-signer"))
        .isEqualTo(before.get("gateway-table-signer"));
    await()
        .atMost(Scene.LIMIT)
        .untilAsserted(
            () ->
                assertThat(KeySecretText.of(scene.secret("checkout-api-key"), "ca.crt"))
                    .isEqualTo(KeySecretText.of(scene.secret(RINGS.get(0)), "tls.crt")));
    assertThat(
            scene.admin().resources(Event.class).inNamespace(scene.namespace()).list().getItems())
        .filteredOn(event -> event.getReason().equals("Rotated"))
        .hasSize(3);

    scene.awaitQuiet();
    int writes = scene.wire().writes().size();
    scene.touchEveryChild();
    scene.awaitQuiet();
    assertThat(scene.wire().writes()).as("the same request counts once").hasSize(writes);
    assertThat(scene.gateway().getStatus().authorities)
        .filteredOn(authority -> RINGS.contains(authority.name))
        .allMatch(authority -> Boolean.TRUE.equals(authority.rotateDone));
  }

  @Test
  void nothingIsSignedByTheNextOneBeforeEveryPodTrustsIt() {
    scene.kubelet().refreshes(false);
    scene.annotate(ROTATE, "clients-ca,sealing");
    scene.awaitProducer(
        gateway -> RINGS.stream().skip(1).allMatch(name -> noted(gateway, name).next != null));
    scene.awaitQuiet();
    RINGS.forEach(name -> assertThat(fingerprints()).containsEntry(name, before.get(name)));
    assertThat(certificates("gateway-clients-trust", "ca.crt")).hasSize(2);

    scene.kubelet().refreshes(true);
    scene.awaitProducer(
        gateway ->
            RINGS.stream()
                .skip(1)
                .allMatch(name -> !noted(gateway, name).sha256.equals(before.get(name))));
  }

  @Test
  void theNextServerAuthorityIsPublishedBeforeItSigns() {
    scene.change(spec -> spec.tls.caOverlap = "1d");
    String leaf = KeySecretText.of(scene.secret("gateway-server-tls"), "tls.crt");
    scene.annotate(ROTATE, "server-ca");
    scene.awaitProducer(gateway -> noted(gateway, RINGS.get(0)).next != null);
    await()
        .atMost(Scene.LIMIT)
        .untilAsserted(
            () ->
                assertThat(certificates("gateway-ca-bundle", "ca.crt"))
                    .extracting(one -> one.getSubjectX500Principal().getName())
                    .containsExactly("CN=gateway server v1", "CN=gateway server v2"));
    scene.awaitQuiet();
    assertThat(KeySecretText.of(scene.secret("gateway-server-tls"), "tls.crt")).isEqualTo(leaf);
    scene.change(spec -> spec.tls.caOverlap = "0s");
    scene.awaitProducer(
        gateway -> noted(gateway, RINGS.get(0)).former == null && hasChanged(gateway, 0));
    assertThat(certificates("gateway-server-tls", "tls.crt"))
        .extracting(one -> one.getIssuerX500Principal().getName())
        .containsOnly("CN=gateway server v2");
  }

  /** Each takes half a minute: all of them with {@code -Drotation.every-write=true}. */
  static IntStream writes() {
    boolean every = Boolean.getBoolean("rotation.every-write");
    return IntStream.rangeClosed(1, 16).filter(write -> every || write % 5 == 3);
  }

  @ParameterizedTest
  @MethodSource("writes")
  void killedAfterAnyWriteItEndsInTheSameState(int writes) throws Exception {
    scene.awaitQuiet();
    scene.stopOperator();
    scene.annotate(ROTATE, ALL);
    scene.startDyingOperator(Wire.deadAfter(writes));
    await().atMost(Scene.LIMIT).until(() -> scene.wire().isDead() || hasEnded(scene.gateway()));
    scene.stopOperator();
    scene.startOperator();
    awaitEnd();
  }

  private void awaitEnd() {
    scene.awaitProducer(RotationIT::hasEnded);
    scene.awaitProducer(
        gateway -> hasChanged(gateway, 0) && hasChanged(gateway, 1) && hasChanged(gateway, 2));
    scene.awaitReady("gateway");
    await()
        .atMost(Scene.LIMIT)
        .untilAsserted(
            () -> {
              assertThat(names("gateway-ca-bundle")).containsExactly("CN=gateway server v2");
              assertThat(names("gateway-clients-trust")).containsExactly("CN=gateway clients v2");
              String sealing = KeySecretText.of(scene.secret(RINGS.get(2)), "current");
              assertThat(scene.secret(RINGS.get(2)).getData())
                  .containsOnlyKeys(sealing + ".key", "current");
              assertThat(scene.secret(RINGS.get(0)).getData())
                  .containsOnlyKeys("tls.crt", "tls.key");
              assertThat(scene.secret(RINGS.get(1)).getData())
                  .containsOnlyKeys("tls.crt", "tls.key");
              assertThat(scene.kubelet().runtimes())
                  .hasSize(2)
                  .allMatch(pod -> pod.mounted().sealingKeys().equals(List.of(sealing)))
                  .allMatch(pod -> pod.mounted().clientsTrust().size() == 1)
                  .allMatch(
                      pod ->
                          text(pod, MountedFiles.SERVER_CERTIFICATE)
                              .equals(
                                  KeySecretText.of(scene.secret("gateway-server-tls"), "tls.crt")));
            });
  }

  private static boolean hasEnded(RestProducer gateway) {
    return gateway.getStatus() != null
        && RINGS.stream()
            .map(name -> noted(gateway, name))
            .allMatch(one -> one.next == null && one.former == null)
        && RINGS.stream().allMatch(name -> Boolean.TRUE.equals(noted(gateway, name).rotateDone));
  }

  private boolean hasChanged(RestProducer gateway, int ring) {
    return !noted(gateway, RINGS.get(ring)).sha256.equals(before.get(RINGS.get(ring)));
  }

  private static String text(FakeRuntime pod, String file) {
    return new String(pod.mounted().file(file), StandardCharsets.US_ASCII);
  }

  private List<String> names(String secret) {
    return certificates(secret, "ca.crt").stream()
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

  private Map<String, String> fingerprints() {
    Map<String, String> all = new TreeMap<>();
    scene.gateway().getStatus().authorities.forEach(one -> all.put(one.name, one.sha256));
    return all;
  }

  private static RestProducerStatus.Authority noted(RestProducer gateway, String name) {
    return gateway.getStatus().authorities.stream()
        .filter(authority -> authority.name.equals(name))
        .findFirst()
        .orElseThrow();
  }
}
