package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.contract.ApiKey;
import io.restproducer.crds.DeletionPolicy;
import io.restproducer.crds.RestProducerStatus;
import io.restproducer.operator.keytable.KeySecrets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a deleted RestProducer leaves behind, and what its successor makes of that. */
class RetentionIT {
  private static final Set<String> RETAINED =
      Set.of(
          "gateway-server-ca-key",
          "gateway-clients-ca-key",
          "gateway-sealing-keys",
          "gateway-table-signer",
          "gateway-key-table");

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
  void aSuccessorGoesOnWithTheSameKeysAndTrust() {
    bringToReady(DeletionPolicy.RETAIN);
    assertThat(ownerless()).isEqualTo(RETAINED);
    String key = key();
    List<String> authorities = fingerprints();
    long revision = revision();
    Secret bundle = scene.secret("gateway-ca-bundle");

    scene.deleteGateway();
    assertThat(names()).isEqualTo(with(RETAINED, "checkout-api-key"));
    createGateway(DeletionPolicy.RETAIN);
    awaitReady();

    assertThat(key()).isEqualTo(key);
    assertThat(fingerprints()).isEqualTo(authorities);
    assertThat(revision()).isGreaterThanOrEqualTo(revision);
    assertThat(scene.secret("gateway-ca-bundle").getData()).isEqualTo(bundle.getData());
    String id = ApiKey.parse(key).orElseThrow().id();
    assertThat(scene.kubelet().runtimes()).hasSize(2).allMatch(pod -> pod.knows(id));
  }

  @Test
  void underDeleteNothingOfItIsLeftAndItsSuccessorBeginsAnew() {
    bringToReady(DeletionPolicy.DELETE);
    assertThat(ownerless()).isEmpty();
    String key = key();
    List<String> authorities = fingerprints();

    scene.deleteGateway();
    assertThat(names()).isEqualTo(Set.of("checkout-api-key"));
    createGateway(DeletionPolicy.DELETE);
    awaitReady();

    assertThat(fingerprints()).doesNotContainAnyElementsOf(authorities);
    assertThat(key()).as("it is the ServiceId's").isEqualTo(key);
  }

  @Test
  void aChangeOfThePolicyGivesOwnersAndTakesThemAway() {
    bringToReady(DeletionPolicy.RETAIN);
    long revision = revision();
    scene.change(spec -> spec.deletionPolicy = DeletionPolicy.DELETE);
    await().atMost(Scene.LIMIT).untilAsserted(() -> assertThat(ownerless()).isEmpty());
    scene.change(spec -> spec.deletionPolicy = DeletionPolicy.RETAIN);
    await().atMost(Scene.LIMIT).untilAsserted(() -> assertThat(ownerless()).isEqualTo(RETAINED));
    awaitReady();
    assertThat(revision()).isEqualTo(revision);
  }

  @Test
  void anOwnerThatSomebodyTookOrGaveByHandIsPutRight() {
    bringToReady(DeletionPolicy.DELETE);
    scene
        .admin()
        .secrets()
        .inNamespace(scene.namespace())
        .withName("gateway-table-signer")
        .edit(
            secret -> {
              secret.getMetadata().setOwnerReferences(List.of());
              return secret;
            });
    await().atMost(Scene.LIMIT).untilAsserted(() -> assertThat(ownerless()).isEmpty());
  }

  private void bringToReady(DeletionPolicy policy) {
    createGateway(policy);
    scene.createCheckout();
    awaitReady();
  }

  private void createGateway(DeletionPolicy policy) {
    scene.createGateway(spec -> spec.deletionPolicy = policy);
  }

  private void awaitReady() {
    scene.awaitReady("gateway");
    scene.awaitServiceIdReady("checkout");
  }

  private String key() {
    return KeySecretText.of(scene.secret("checkout-api-key"), KeySecrets.API_KEY);
  }

  private long revision() {
    return scene.gateway().getStatus().keyTable.revision;
  }

  private List<String> fingerprints() {
    RestProducerStatus status = scene.gateway().getStatus();
    return status.authorities.stream().map(authority -> authority.sha256).toList();
  }

  private Set<String> names() {
    return secrets().stream().map(s -> s.getMetadata().getName()).collect(Collectors.toSet());
  }

  private Set<String> ownerless() {
    return secrets().stream()
        .filter(secret -> secret.getMetadata().getOwnerReferences().isEmpty())
        .map(secret -> secret.getMetadata().getName())
        .collect(Collectors.toSet());
  }

  private List<Secret> secrets() {
    return scene.admin().secrets().inNamespace(scene.namespace()).list().getItems();
  }

  private static Set<String> with(Set<String> names, String another) {
    return Stream.concat(names.stream(), Stream.of(another)).collect(Collectors.toSet());
  }
}
