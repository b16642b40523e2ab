package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.contract.ApiKey;
import io.restproducer.contract.TopicPattern;
import io.restproducer.crds.AllowedServiceIds;
import io.restproducer.crds.NamespaceSelector;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.ServiceIdStatus;
import io.restproducer.operator.reconcile.ConditionType;
import io.restproducer.operator.reconcile.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ServiceIds that live elsewhere than their RestProducer, which lets them in or not. */
class OtherNamespaceIT {
  private static Scene scene;

  private Shop shop;

  @BeforeAll
  static void bringToReady() throws Exception {
    scene = Scene.startWatchingAll();
    scene.createGateway();
    scene.awaitReady("gateway");
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  @BeforeEach
  void openAShop() {
    scene.letIn();
    shop = Shop.of(scene);
  }

  @AfterEach
  void closeTheShop() {
    shop.delete();
    shop.awaitGone();
  }

  @Test
  void isLetInByARuleForAllNamespaces() {
    scene.letIn(all("orders", "${namespace}.*"));
    shop.create("orders", shop.namespace() + ".returns");
    shop.awaitReady();
    ApiKey key = shop.key();
    assertThat(scene.kubelet().runtimes()).allMatch(pod -> pod.knows(key.id()));
    Secret secret = shop.secret();
    assertThat(secret.getMetadata().getOwnerReferences())
        .singleElement()
        .matches(owner -> owner.getUid().equals(shop.get().getMetadata().getUid()));
    assertThat(secret.getMetadata().getLabels())
        .containsEntry("restproducer.io/producer", "gateway")
        .containsEntry("restproducer.io/producer-namespace", scene.namespace());
    assertThat(KeySecretText.of(secret, "endpoint")).startsWith("https://localhost:");
    scene.awaitProducer(gateway -> gateway.getStatus().serviceIds == 1);

    shop.delete();
    shop.awaitGone();
    assertThat(scene.kubelet().runtimes()).noneMatch(pod -> pod.knows(key.id()));
    scene.awaitProducer(gateway -> gateway.getStatus().serviceIds == 0);
  }

  /** Labels and owner references are text that anybody may write into an object of their own. */
  @Test
  void aSecretElsewhereThatClaimsToBeOfTheGatewayIsNeitherReadNorWritten() {
    RestProducer gateway = scene.gateway();
    String serving = scene.secret("gateway-server-tls").getData().get("tls.crt");
    List<Secret> planted =
        Stream.of("gateway-server-tls", "gateway-key-table", "gateway-server-ca-key")
            .map(name -> shop.plant(name, gateway))
            .collect(Collectors.toCollection(ArrayList::new));
    planted.add(shop.plant("gateway-ca-bundle", null));

    scene.change(spec -> spec.maxKeySize = 2_345);
    scene.awaitReady("gateway");
    scene.letIn(all("orders"));
    shop.create("orders");
    shop.awaitReady();

    assertThat(scene.secret("gateway-server-tls").getData()).containsEntry("tls.crt", serving);
    for (Secret before : planted) {
      assertThat(shop.secret(before.getMetadata().getName())).isEqualTo(before);
      shop.remove(before);
    }
  }

  @Test
  void whoIsNotLetInLearnsNoMoreThanWhoFindsNothing() {
    shop.create("orders");
    shop.awaitShutOut();
    Shop lost = Shop.of(scene);
    lost.createFor("nowhere", "orders");
    lost.awaitShutOut();
    assertThat(shop.told()).isEqualTo(lost.told().replace("nowhere", "gateway"));
    assertThat(shop.told()).contains("there is no RestProducer " + scene.namespace() + "/gateway");
    assertThat(shop.secrets()).as("Secrets").isEmpty();
    assertThat(scene.gateway().getStatus().serviceIds).isZero();
    shop.delete();
    shop.awaitGone();
    assertThat(shop.events()).isEqualTo(List.of("Refused"));
  }

  @Test
  void aNamespaceThatLosesItsLabelIsRevokedAndGetsTheSameKeyBack() {
    scene.letIn(selecting(Map.of("event-gateway", "open"), "orders"));
    shop.label("open");
    shop.create("orders");
    shop.awaitReady();
    ApiKey key = shop.key();

    shop.label("closed");
    shop.awaitShutOut();
    await()
        .atMost(Scene.LIMIT)
        .untilAsserted(
            () -> assertThat(scene.kubelet().runtimes()).noneMatch(pod -> pod.knows(key.id())));
    assertThat(shop.key().id()).as("the Secret stays").isEqualTo(key.id());

    shop.label("open");
    shop.awaitReady();
    assertThat(scene.kubelet().runtimes()).allMatch(pod -> pod.knows(key.id()));
    assertThat(shop.key().id()).isEqualTo(key.id());
  }

  @Test
  void aRuleTakenAwayRevokesAndPutBackRestoresTheSameKey() {
    scene.letIn(all("orders"));
    shop.create("orders");
    shop.awaitReady();
    ApiKey key = shop.key();

    scene.letIn();
    shop.awaitShutOut();
    shop.awaitThat(
        sid ->
            assertThat(sid.getStatus().conditions)
                .as("once every pod obeys, no word of them is left")
                .noneMatch(condition -> condition.getType().equals("KeysPropagated")));
    assertThat(scene.kubelet().runtimes()).noneMatch(pod -> pod.knows(key.id()));
    assertThat(shop.get().getStatus().apiKeys)
        .singleElement()
        .matches(shown -> shown.state == ServiceIdStatus.ApiKey.State.REVOKED);

    scene.letIn(all("orders"));
    shop.awaitReady();
    assertThat(shop.key().id()).isEqualTo(key.id());
    assertThat(scene.kubelet().runtimes()).allMatch(pod -> pod.knows(key.id()));
  }

  @Test
  void aTopicOutsideTheCeilingIsNamedAndEntersNoTable() {
    scene.letIn(all("orders", "${namespace}.*"));
    shop.create("orders", "payments");
    shop.awaitThat(
        sid ->
            assertThat(Conditions.find(sid.getStatus().conditions, ConditionType.ACCEPTED))
                .hasValueSatisfying(
                    accepted -> {
                      assertThat(accepted.getReason()).isEqualTo("TopicNotAllowed");
                      assertThat(accepted.getMessage())
                          .contains("payments", "orders, " + shop.namespace() + ".*");
                    }));
    assertThat(shop.secrets()).as("Secrets").isEmpty();

    scene.letIn(all("orders", "payments"));
    shop.awaitReady();
    ApiKey key = shop.key();

    scene.letIn(all("orders"));
    shop.awaitThat(
        sid ->
            assertThat(
                    Scene.has(
                        "TopicNotAllowed", sid.getStatus().conditions, ConditionType.ACCEPTED))
                .isTrue());
    await()
        .atMost(Scene.LIMIT)
        .untilAsserted(
            () ->
                assertThat(scene.kubelet().runtimes())
                    .as("what is within the ceiling goes on")
                    .allMatch(pod -> granted(pod, key).equals(patterns("orders"))));
  }

  @Test
  void aCeilingHoldsInTheSameNamespaceToo() {
    AllowedServiceIds same = rule(AllowedServiceIds.From.SAME);
    same.topicPatterns = List.of("payments");
    scene.letIn(same);
    scene.createCheckout();
    scene.awaitServiceId(
        "checkout",
        sid -> Scene.has("TopicNotAllowed", sid.getStatus().conditions, ConditionType.ACCEPTED));
    scene.letIn(rule(AllowedServiceIds.From.SAME));
    scene.awaitServiceIdReady("checkout");
    scene.admin().resource(scene.serviceId("checkout")).delete();
    await()
        .atMost(Scene.LIMIT)
        .untilAsserted(() -> assertThat(scene.serviceId("checkout")).isNull());
  }

  private static AllowedServiceIds all(String... topicPatterns) {
    AllowedServiceIds rule = rule(AllowedServiceIds.From.ALL);
    rule.topicPatterns = List.of(topicPatterns);
    return rule;
  }

  private static AllowedServiceIds selecting(Map<String, String> labels, String... topicPatterns) {
    AllowedServiceIds rule = rule(AllowedServiceIds.From.SELECTOR);
    rule.selector = new NamespaceSelector();
    rule.selector.matchLabels = labels;
    rule.topicPatterns = List.of(topicPatterns);
    return rule;
  }

  private static AllowedServiceIds rule(AllowedServiceIds.From from) {
    AllowedServiceIds rule = new AllowedServiceIds();
    rule.from = from;
    return rule;
  }

  private static List<TopicPattern> granted(FakeRuntime pod, ApiKey key) {
    return pod.table().entries().stream()
        .filter(entry -> entry.id().equals(key.id()))
        .findFirst()
        .orElseThrow()
        .topics();
  }

  private static List<TopicPattern> patterns(String... texts) {
    return List.of(texts).stream().map(TopicPattern::new).toList();
  }
}
