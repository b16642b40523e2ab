package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.restproducer.contract.RuntimeConfiguration;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.RestProducerStatus;
import io.restproducer.operator.reconcile.ConditionType;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys with which client certificates are made, and what pods need to accept them. */
class ClientAuthorityIT {
  private static final List<String> NEW = List.of("gateway-clients-ca-key", "gateway-sealing-keys");

  private Scene scene;

  @BeforeEach
  void bringToReady() throws Exception {
    scene = Scene.start();
    scene.createGateway();
    scene.awaitReady("gateway");
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void podsTrustTheAuthorityAndHoldTheSealingKeys() {
    String trust = KeySecretText.of(scene.secret("gateway-clients-trust"), "ca.crt");
    assertThat(trust).isEqualTo(KeySecretText.of(scene.secret(NEW.get(0)), "tls.crt"));
    String current = KeySecretText.of(scene.secret(NEW.get(1)), "current");
    assertThat(scene.kubelet().runtimes())
        .hasSize(2)
        .allMatch(pod -> pod.mounted().sealingKeys().equals(List.of(current)))
        .allMatch(pod -> pod.mounted().clientsTrust().size() == 1)
        .allMatch(pod -> listeners(pod).clientAuth().equals(OptionalInt.of(9443)));
    assertThat(scene.gateway().getStatus().endpoints)
        .extracting(endpoint -> endpoint.name)
        .containsExactly("api", "clientAuth");
    assertThat(scene.gateway().getStatus().endpoints)
        .extracting(endpoint -> endpoint.url)
        .allMatch(url -> url.matches("https://localhost:[1-9][0-9]*"))
        .doesNotHaveDuplicates();
  }

  @Test
  void theSecondPortComesAndGoesWithItsField() {
    scene.change(spec -> spec.expose.clientAuth.enabled = false);
    scene.awaitProducer(gateway -> gateway.getStatus().endpoints.size() == 1);
    scene.awaitReady("gateway");
    assertThat(scene.kubelet().runtimes())
        .hasSize(2)
        .allMatch(pod -> listeners(pod).clientAuth().isEmpty());
    scene.change(spec -> spec.expose.clientAuth.enabled = true);
    scene.awaitProducer(gateway -> gateway.getStatus().endpoints.size() == 2);
    scene.awaitReady("gateway");
  }

  @Test
  void aRestProducerOfAnEarlierReleaseGetsThemAtFirstSight() throws Exception {
    scene.awaitQuiet();
    Map<String, String> before = fingerprints();
    scene.stopOperator();
    NEW.forEach(name -> scene.admin().resource(scene.secret(name)).delete());
    RestProducer gateway = scene.gateway();
    gateway.getStatus().authorities.removeIf(authority -> NEW.contains(authority.name));
    scene
        .admin()
        .resource(gateway)
        .subresource("status")
        .patch(PatchContext.of(PatchType.JSON_MERGE), status(gateway.getStatus().authorities));
    assertThat(scene.gateway().getStatus().authorities).hasSize(2);

    scene.startOperator();
    scene.awaitProducer(now -> now.getStatus().authorities.size() == 4);
    scene.awaitReady("gateway");
    Map<String, String> after = fingerprints();
    assertThat(after.get("gateway-server-ca-key")).isEqualTo(before.get("gateway-server-ca-key"));
    assertThat(after.get("gateway-table-signer")).isEqualTo(before.get("gateway-table-signer"));
    NEW.forEach(name -> assertThat(after.get(name)).isNotEqualTo(before.get(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway-clients-ca-key", "gateway-sealing-keys"})
  void oneThatIsLostIsNotMintedAgainAndComesBackFromABackUp(String name) {
    scene.createCheckout();
    scene.awaitServiceIdReady("checkout");
    Map<String, String> before = fingerprints();
    Secret backUp = BackUp.of(scene.secret(name));
    lose(name);
    scene.admin().resource(scene.secret("gateway-server-tls")).delete();
    await()
        .atMost(Scene.LIMIT)
        .untilAsserted(
            () ->
                assertThat(scene.secret("gateway-server-tls"))
                    .as("the server certificate is kept all the same")
                    .isNotNull());
    scene.awaitQuiet();
    assertThat(scene.secret(name)).isNull();
    scene.changeServiceId("checkout", spec -> spec.suspend = true);
    scene.awaitServiceId(
        "checkout", sid -> Scene.has("Suspended", sid.getStatus().conditions, ConditionType.READY));

    scene.admin().resource(backUp).create();
    scene.awaitReady("gateway");
    assertThat(fingerprints()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"clients-ca-key", "sealing-keys"})
  void oneThatIsLostForGoodIsMintedAnewOnRequestAndReachesThePodsWithoutARollout(String suffix) {
    String name = "gateway-" + suffix;
    String before = fingerprints().get(name);
    List<FakeRuntime> pods = scene.kubelet().runtimes();
    lose(name);
    scene
        .admin()
        .resource(scene.gateway())
        .edit(
            gateway -> {
              gateway.getMetadata().setAnnotations(Map.of("restproducer.io/remint", suffix));
              return gateway;
            });
    scene.awaitProducer(gateway -> !fingerprints().get(name).equals(before));
    scene.awaitReady("gateway");
    String current = KeySecretText.of(scene.secret("gateway-sealing-keys"), "current");
    await()
        .atMost(Scene.LIMIT)
        .untilAsserted(
            () -> {
              assertThat(KeySecretText.of(scene.secret("gateway-clients-trust"), "ca.crt"))
                  .isEqualTo(KeySecretText.of(scene.secret("gateway-clients-ca-key"), "tls.crt"));
              assertThat(scene.kubelet().runtimes())
                  .containsExactlyInAnyOrderElementsOf(pods)
                  .allMatch(pod -> pod.mounted().sealingKeys().equals(List.of(current)));
            });
  }

  private void lose(String secret) {
    scene.admin().resource(scene.secret(secret)).delete();
    scene.awaitProducer(
        gateway ->
            Scene.has(
                "AuthorityMissing",
                gateway.getStatus().conditions,
                ConditionType.CERTIFICATES_READY));
  }

  private Map<String, String> fingerprints() {
    Map<String, String> fingerprints = new TreeMap<>();
    for (RestProducerStatus.Authority authority : scene.gateway().getStatus().authorities) {
      fingerprints.put(authority.name, authority.sha256);
    }
    return fingerprints;
  }

  private String status(List<RestProducerStatus.Authority> authorities) {
    return scene
        .admin()
        .getKubernetesSerialization()
        .asJson(Map.of("status", Map.of("authorities", authorities)));
  }

  private static RuntimeConfiguration.Listeners listeners(FakeRuntime pod) {
    return RuntimeConfiguration.parse(pod.mounted().file("runtime.json")).listeners();
  }
}
