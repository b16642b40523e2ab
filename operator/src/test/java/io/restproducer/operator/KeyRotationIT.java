package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.crds.ApiKeySpec;
import io.restproducer.crds.ServiceIdStatus;
import io.restproducer.operator.keytable.KeyFacts;
import io.restproducer.operator.keytable.KeySecrets;
import io.restproducer.operator.reconcile.ConditionType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A key is replaced, for whatever reason, and the former one ends. */
class KeyRotationIT {
  private Scene scene;
  private ApiKey old;

  @BeforeEach
  void bringToReady() throws Exception {
    scene = Scene.start();
    scene.createGateway();
    scene.createCheckout();
    scene.awaitReady("gateway");
    scene.awaitServiceIdReady("checkout");
    old = key();
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void whoeverReadsTheKeyIsNeverRefusedWithIt() throws Exception {
    EagerClient client = EagerClient.of(scene);
    for (int generation = 1; generation <= 3; generation++) {
      FakeRuntime slow = scene.kubelet().runtimes().get(generation % 2);
      slow.turnDeaf(true);
      raiseTo(generation);
      await().atMost(Scene.LIMIT).until(() -> scene.secret("checkout-api-key-next") != null);
      Thread.sleep(300);
      slow.turnDeaf(false);
      awaitPublished(generation);
    }
    scene.awaitServiceIdReady("checkout");

    assertThat(client.stop()).as("keys that some pod did not take").isEmpty();
    assertThat(client.keysUsed()).hasSize(4);
  }

  @Test
  void theGracePeriodRunsFromThePublicationHoweverLongAPodKeepsItWaiting() {
    deafen(true);
    raiseTo(1);
    await().atMost(Scene.LIMIT).until(() -> scene.secret("checkout-api-key-next") != null);
    scene.awaitServiceId(
        "checkout",
        sid -> Scene.has("Rotating", sid.getStatus().conditions, ConditionType.PROGRESSING));
    assertThat(key().id()).isEqualTo(old.id());
    scene.pass(Duration.ofHours(30));
    deafen(false);
    awaitPublished(1);
    awaitState(old, ServiceIdStatus.ApiKey.State.RETIRING);
    awaitState(key(), ServiceIdStatus.ApiKey.State.ACTIVE);
    assertThat(end(old))
        .isCloseTo(scene.now().plus(Duration.ofHours(24)), within(1, ChronoUnit.MINUTES));
    assertThat(scene.serviceId("checkout").getStatus().conditions)
        .noneMatch(condition -> condition.getType().equals("Progressing"));
  }

  @Test
  void withoutAGracePeriodTheFormerKeyEndsOnceTheOtherIsPublished() {
    change(apiKey -> apiKey.gracePeriod = "0s");
    deafen(true);
    raiseTo(1);
    await().atMost(Scene.LIMIT).until(() -> scene.secret("checkout-api-key-next") != null);
    deafen(false);
    awaitPublished(1);
    awaitNoPodKnows(old);
    assertThat(scene.kubelet().runtimes()).allMatch(pod -> pod.knows(key().id()));
  }

  @Test
  void aGenerationThatIsRaisedTwiceGivesTheKeyOfTheLatter() {
    deafen(true);
    raiseTo(1);
    await().atMost(Scene.LIMIT).until(() -> scene.secret("checkout-api-key-next") != null);
    raiseTo(2);
    deafen(false);
    awaitPublished(2);
    scene.awaitServiceIdReady("checkout");
    scene.awaitQuiet();
    assertThat(everSeen()).as("one key for each generation").hasSize(3);
    assertThat(scene.secret("checkout-api-key-next")).isNull();
    assertThat(reasons()).containsExactly("Issued", "Rotated", "Rotated");
    assertThat(facts().generation()).isEqualTo(2);
  }

  @Test
  void aRequestOnTheSecretIsActedOnOnce() {
    annotate("true");
    awaitAnotherThan(old);
    scene.awaitServiceIdReady("checkout");
    scene.awaitQuiet();
    assertThat(everSeen()).containsExactlyInAnyOrder(old.id(), key().id());
    assertThat(scene.secret("checkout-api-key").getMetadata().getAnnotations())
        .doesNotContainKey("restproducer.io/rotate");
    ApiKey second = key();
    annotate("true");
    awaitAnotherThan(second);
  }

  @Test
  void aRevokedKeyIsOutOfEveryPodInTwoSecondsAndReplaced() {
    change(apiKey -> apiKey.revokedIds = List.of(old.id()));
    Instant asked = Instant.now();
    awaitNoPodKnows(old);
    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(2));
    awaitAnotherThan(old);
    scene.awaitServiceIdReady("checkout");
    assertThat(scene.kubelet().runtimes()).allMatch(pod -> pod.knows(key().id()));
    awaitState(old, ServiceIdStatus.ApiKey.State.REVOKED);
    assertThat(reasons()).containsExactly("Issued", "Revoked", "Rotated");

    change(apiKey -> apiKey.revokedIds = null);
    scene.awaitServiceId("checkout", sid -> sid.getStatus().apiKeys.size() == 1);
    assertThat(scene.kubelet().runtimes()).noneMatch(pod -> pod.knows(old.id()));
  }

  @Test
  void aRevokedKeyThatWaitsIsNeverPublished() {
    deafen(true);
    raiseTo(1);
    await().atMost(Scene.LIMIT).until(() -> scene.secret("checkout-api-key-next") != null);
    ApiKey waits = KeySecrets.key(scene.secret("checkout-api-key-next")).orElseThrow();
    change(apiKey -> apiKey.revokedIds = List.of(waits.id()));
    deafen(false);
    awaitPublished(1);
    scene.awaitServiceIdReady("checkout");
    assertThat(key().id()).isNotIn(old.id(), waits.id());
    awaitNoPodKnows(waits);
    awaitState(waits, ServiceIdStatus.ApiKey.State.REVOKED);
  }

  @Test
  void theClockReplacesAKeyOnceAlsoWhileTheOperatorWasAway() throws Exception {
    change(
        apiKey -> {
          apiKey.gracePeriod = "1h";
          apiKey.rotation = new ApiKeySpec.Rotation();
          apiKey.rotation.interval = "30d";
        });
    scene.awaitQuiet();
    assertThat(key().id()).as("too young").isEqualTo(old.id());
    scene.stopOperator();
    scene.pass(Duration.ofDays(31));
    scene.startOperator();
    awaitAnotherThan(old);
    scene.awaitServiceIdReady("checkout");
    scene.awaitQuiet();
    assertThat(everSeen()).containsExactlyInAnyOrder(old.id(), key().id());
    assertThat(facts().createdAt()).isCloseTo(scene.now(), within(2, ChronoUnit.MINUTES));
  }

  /**
   * The pods have the end of each key, and refuse it by themselves; the operator only tidies up.
   */
  @Test
  void aKeyEndsWithoutTheOperator() throws Exception {
    raiseTo(1);
    awaitPublished(1);
    await()
        .atMost(Scene.LIMIT)
        .until(() -> scene.kubelet().runtimes().stream().allMatch(pod -> endIn(pod).isPresent()));
    scene.stopOperator();
    assertThat(scene.kubelet().runtimes())
        .allSatisfy(
            pod ->
                assertThat(endIn(pod).orElseThrow())
                    .isEqualTo(facts().publishedAt().orElseThrow().plus(Duration.ofHours(24))));
    scene.pass(Duration.ofHours(25));
    scene.startOperator();
    awaitNoPodKnows(old);
    scene.awaitServiceId("checkout", sid -> sid.getStatus().apiKeys.size() == 1);
  }

  private void deafen(boolean deaf) {
    scene.kubelet().runtimes().forEach(pod -> pod.turnDeaf(deaf));
  }

  private void raiseTo(int generation) {
    change(apiKey -> apiKey.generation = generation);
  }

  private void change(Consumer<ApiKeySpec> change) {
    scene.changeServiceId("checkout", spec -> change.accept(spec.apiKey));
  }

  private void annotate(String value) {
    scene
        .admin()
        .secrets()
        .inNamespace(scene.namespace())
        .withName("checkout-api-key")
        .edit(
            secret ->
                new SecretBuilder(secret)
                    .editMetadata()
                    .addToAnnotations("restproducer.io/rotate", value)
                    .endMetadata()
                    .build());
  }

  private void awaitPublished(int generation) {
    await().atMost(Scene.LIMIT).until(() -> facts().generation() == generation);
  }

  private void awaitAnotherThan(ApiKey former) {
    await()
        .atMost(Scene.LIMIT)
        .untilAsserted(() -> assertThat(key().id()).isNotEqualTo(former.id()));
  }

  private void awaitNoPodKnows(ApiKey key) {
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(Scene.LIMIT)
        .untilAsserted(
            () -> assertThat(scene.kubelet().runtimes()).noneMatch(pod -> pod.knows(key.id())));
  }

  private void awaitState(ApiKey key, ServiceIdStatus.ApiKey.State state) {
    scene.awaitServiceId(
        "checkout",
        sid ->
            sid.getStatus().apiKeys.stream()
                .anyMatch(shown -> shown.id.equals(key.id()) && shown.state == state));
  }

  private Instant end(ApiKey key) {
    return scene.serviceId("checkout").getStatus().apiKeys.stream()
        .filter(shown -> shown.id.equals(key.id()))
        .map(shown -> Instant.parse(shown.expiresAt))
        .findFirst()
        .orElseThrow();
  }

  private Optional<Instant> endIn(FakeRuntime pod) {
    return pod.table().entries().stream()
        .filter(entry -> entry.id().equals(old.id()))
        .findFirst()
        .flatMap(KeyEntry::expiresAt);
  }

  private Set<String> everSeen() {
    return scene.kubelet().runtimes().stream()
        .flatMap(pod -> pod.tables().stream())
        .flatMap(table -> table.entries().stream())
        .map(KeyEntry::id)
        .collect(Collectors.toSet());
  }

  private List<String> reasons() {
    return scene
        .admin()
        .resources(Event.class)
        .inNamespace(scene.namespace())
        .list()
        .getItems()
        .stream()
        .filter(event -> event.getRegarding().getKind().equals("ServiceId"))
        .map(Event::getReason)
        .sorted()
        .toList();
  }

  private ApiKey key() {
    return KeySecrets.key(secret()).orElseThrow();
  }

  private KeyFacts facts() {
    return KeyFacts.of(secret()).orElseThrow();
  }

  private Secret secret() {
    return scene.secret("checkout-api-key");
  }
}
