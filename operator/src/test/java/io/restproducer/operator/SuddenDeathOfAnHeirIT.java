package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.KeyTable;
import io.restproducer.contract.MountedFiles;
import io.restproducer.contract.ProducerId;
import io.restproducer.contract.Role;
import io.restproducer.contract.ServiceIdentity;
import io.restproducer.contract.TopicPattern;
import io.restproducer.crds.DeletionPolicy;
import io.restproducer.operator.keytable.KeySecrets;
import io.restproducer.operator.pki.CertificateMint;
import io.restproducer.operator.pki.CertifiedKey;
import io.restproducer.operator.pki.KeyAlgorithm;
import io.restproducer.operator.pki.SealingKeys;
import io.restproducer.operator.pki.TableSigner;
import io.restproducer.operator.reconcile.Component;
import io.restproducer.operator.reconcile.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator is killed after each write of an adoption, and another one takes over. */
class SuddenDeathOfAnHeirIT {
  private static final long REVISION = 41;

  private final SecureRandom random = new SecureRandom();
  private final ApiKey key = ApiKey.mint(random);
  private final TableSigner signer = TableSigner.mint(random);
  private final CertificateMint mint = new CertificateMint(InstantSource.system(), random);
  private final CertifiedKey authority = mint.serverAuthority("gateway", 1, KeyAlgorithm.RSA);
  private final CertifiedKey clients = mint.clientsAuthority("gateway", 4, KeyAlgorithm.ECDSA);
  private final SealingKeys sealing = SealingKeys.mint("gateway", random);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void aSuccessorAdoptsTheSameKeysAndAuthorities(int writes) throws Exception {
    try (Scene scene = Scene.set()) {
      leaveBehind(scene);
      scene.createGateway(spec -> spec.deletionPolicy = DeletionPolicy.DELETE);
      scene.createCheckout();
      scene.startDyingOperator(Wire.deadAfter(writes));
      await().atMost(Duration.ofSeconds(60)).until(() -> scene.wire().isDead());
      scene.stopOperator();
      scene.startOperator();
      scene.awaitReady("gateway");
      scene.awaitServiceIdReady("checkout");

      assertThat(scene.gateway().getStatus().authorities)
          .extracting(found -> found.sha256)
          .containsExactlyInAnyOrder(
              authority.fingerprint().hex(),
              clients.fingerprint().hex(),
              sealing.fingerprint().hex(),
              signer.fingerprint().hex());
      assertThat(scene.gateway().getStatus().keyTable.revision).isGreaterThan(REVISION);
      assertThat(KeySecrets.key(scene.secret("checkout-api-key")).orElseThrow().sha256())
          .isEqualTo(key.sha256());
      assertThat(everSeen(scene)).as("keys that any pod ever saw").containsExactly(key.id());
      assertThat(scene.admin().secrets().inNamespace(scene.namespace()).list().getItems())
          .noneMatch(secret -> secret.getMetadata().getOwnerReferences().isEmpty());
    }
  }

  private static Set<String> everSeen(Scene scene) {
    return scene.kubelet().runtimes().stream()
        .flatMap(pod -> pod.tables().stream())
        .flatMap(table -> table.entries().stream())
        .map(KeyEntry::id)
        .collect(Collectors.toSet());
  }

  private void leaveBehind(Scene scene) {
    Map<String, String> producer = Component.PRODUCER_RUNTIME.labels("gateway");
    create(
        scene,
        "gateway-server-ca-key",
        producer,
        Map.of("tls.crt", authority.certificatePem(), "tls.key", authority.privateKeyPem()));
    create(
        scene,
        "gateway-clients-ca-key",
        producer,
        Map.of("tls.crt", clients.certificatePem(), "tls.key", clients.privateKeyPem()));
    create(scene, "gateway-sealing-keys", producer, sealing.content());
    create(
        scene,
        "gateway-table-signer",
        producer,
        Map.of("ed25519.key", signer.privateKeyPem(), "ed25519.pub", signer.publicKeyPem()));
    create(
        scene,
        "gateway-key-table",
        producer,
        Map.of(MountedFiles.KEY_TABLE, signer.sign(table(scene.namespace()))));
    create(
        scene,
        "checkout-api-key",
        Component.SERVICE_ID.labels("checkout"),
        Map.of(KeySecrets.API_KEY, key.reveal().getBytes(StandardCharsets.US_ASCII)));
  }

  private KeyTable table(String namespace) {
    return new KeyTable(
        new ProducerId(namespace, "gateway"),
        REVISION,
        List.of(
            new KeyEntry(
                key.id(),
                key.sha256(),
                new ServiceIdentity(namespace, "checkout", "a-former-uid"),
                Role.EDITOR,
                List.of(new TopicPattern("orders")),
                Optional.empty(),
                REVISION)));
  }

  private static void create(
      Scene scene, String name, Map<String, String> labels, Map<String, byte[]> content) {
    Secret secret =
        new SecretBuilder()
            .withMetadata(scene.metadata(name))
            .editMetadata()
            .withLabels(labels)
            .endMetadata()
            .withType("Opaque")
            .withData(Secrets.encode(content))
            .build();
    scene.admin().resource(secret).create();
  }
}
