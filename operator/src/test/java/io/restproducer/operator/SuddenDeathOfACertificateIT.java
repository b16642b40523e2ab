package io.restproducer.operator;

import static io.restproducer.operator.Certificates.MAINFRAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.security.PublicKey;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The operator is killed after each write of issuing a certificate, and another one takes over. */
class SuddenDeathOfACertificateIT {
  private static final boolean EVERY = Boolean.getBoolean("rotation.every-write");

  private final Csr first = Csr.of("CN=host1");
  private final Csr second = Csr.of("CN=host2");

  /** Each takes ten seconds: all of them with {@code -Drotation.every-write=true}. */
  static IntStream writes() {
    return IntStream.rangeClosed(1, 8).filter(write -> EVERY || write % 3 == 2);
  }

  /** As above, for a certificate that gives way to another. */
  static IntStream laterWrites() {
    return IntStream.rangeClosed(1, 8).filter(write -> EVERY || write % 4 == 0);
  }

  @ParameterizedTest
  @MethodSource("writes")
  void aSuccessorEndsInTheSameStateWithOneCertificate(int writes) throws Exception {
    try (Scene scene = Scene.start()) {
      bringToReady(scene);
      scene.stopOperator();
      scene.certify(first.named("mainframe"));
      dieAfter(writes, scene, first.pair().getPublic());
      assertIsAlone(scene, first.pair().getPublic());
      assertThat(new Certificates(scene).keysEverSeen())
          .as("keys that any pod ever saw")
          .hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("laterWrites")
  void aSuccessorEndsInTheSameStateWithTheNewerCertificate(int writes) throws Exception {
    try (Scene scene = Scene.start()) {
      bringToReady(scene);
      scene.certify(first.named("mainframe"));
      scene.awaitServiceIdReady("checkout");
      scene.stopOperator();
      scene.certify(second.named("mainframe"));
      dieAfter(writes, scene, second.pair().getPublic());
      assertIsAlone(scene, second.pair().getPublic());
      assertThat(new Certificates(scene).keysEverSeen())
          .as("keys that any pod ever saw")
          .hasSize(2);
    }
  }

  private static void bringToReady(Scene scene) {
    scene.createGateway();
    scene.createCheckout();
    scene.awaitReady("gateway");
    scene.awaitServiceIdReady("checkout");
  }

  private static void dieAfter(int writes, Scene scene, PublicKey wanted) throws Exception {
    scene.startDyingOperator(Wire.deadAfter(writes));
    await().atMost(Scene.LIMIT).until(() -> scene.wire().isDead() || isPublished(scene, wanted));
    scene.stopOperator();
    scene.startOperator();
    scene.awaitServiceIdReady("checkout");
    await().atMost(Scene.LIMIT).until(() -> isPublished(scene, wanted));
    scene.awaitServiceIdReady("checkout");
  }

  private static boolean isPublished(Scene scene, PublicKey wanted) {
    return scene.secret(MAINFRAME) != null
        && new Certificates(scene).leaf().getPublicKey().equals(wanted);
  }

  private static void assertIsAlone(Scene scene, PublicKey wanted) {
    Certificates certificates = new Certificates(scene);
    await().atMost(Scene.LIMIT).until(() -> scene.secret(MAINFRAME + "-next") == null);
    assertThat(certificates.leaf().getPublicKey()).isEqualTo(wanted);
    assertThat(certificates.isKnownToEveryPod(certificates.key())).isTrue();
  }
}
