package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.restproducer.contract.EndpointAddresses;
import io.restproducer.contract.MountedFiles;
import io.restproducer.crds.Logging;
import io.restproducer.operator.reconcile.ConditionType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RolloutIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

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
  void rollsOutAChangedLimit() {
    scene.change(spec -> spec.maxMessageSize = 131_072);
    scene.awaitProducer(gateway -> gateway.getStatus().limits.maxMessageSize == 131_072);
    scene.awaitReady("gateway");
    assertThat(configurations()).as("the file is the same").hasSize(1);
  }

  @Test
  void removesAConfigurationThatNoPodReadsAnyMore() {
    String before = configurations().get(0).getMetadata().getName();
    scene.change(spec -> spec.logging.level = Logging.Level.DEBUG);
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(configurations())
                    .singleElement()
                    .matches(map -> !map.getMetadata().getName().equals(before)));
    scene.awaitReady("gateway");
  }

  @Test
  void tellsThePodsTheirAddressesAndAuthoritiesInPlaceAndTakesTheirConnectPageAway() {
    assertThat(addresses())
        .hasSize(2)
        .containsOnly(new EndpointAddresses(endpoint("api"), Optional.of(endpoint("clientAuth"))));
    assertThat(scene.kubelet().runtimes())
        .allSatisfy(
            pod ->
                assertThat(pod.mounted().file(MountedFiles.SERVER_AUTHORITIES))
                    .asString()
                    .isEqualTo(KeySecretText.of(scene.secret("gateway-ca-bundle"), "ca.crt")));
    Object template = deployment().getSpec().getTemplate();

    scene.change(spec -> spec.expose.clientAuth.host = "mtls.example.com");
    await()
        .atMost(LIMIT)
        .until(() -> addresses().stream().allMatch(now -> now.toString().contains("mtls.")));
    scene.change(spec -> spec.connectPage = false);
    await().atMost(LIMIT).until(() -> addresses().isEmpty());
    scene.change(spec -> spec.connectPage = true);
    await().atMost(LIMIT).until(() -> addresses().size() == 2);

    assertThat(deployment().getSpec().getTemplate()).isEqualTo(template);
  }

  private List<EndpointAddresses> addresses() {
    return scene.kubelet().runtimes().stream()
        .map(FakeRuntime::mounted)
        .filter(files -> files.has(MountedFiles.ENDPOINT_ADDRESSES))
        .map(files -> EndpointAddresses.parse(files.file(MountedFiles.ENDPOINT_ADDRESSES)))
        .toList();
  }

  private String endpoint(String name) {
    return scene.gateway().getStatus().endpoints.stream()
        .filter(endpoint -> endpoint.name.equals(name))
        .findFirst()
        .orElseThrow()
        .url;
  }

  @Test
  void putsBackWhatWasChangedByHand() {
    editDeployment(
        deployment ->
            new DeploymentBuilder(deployment)
                .editSpec()
                .withReplicas(7)
                .editStrategy()
                .editRollingUpdate()
                .withMaxUnavailable(new IntOrString(1))
                .endRollingUpdate()
                .endStrategy()
                .endSpec()
                .build());
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              assertThat(deployment().getSpec().getReplicas()).isEqualTo(2);
              assertThat(
                      deployment()
                          .getSpec()
                          .getStrategy()
                          .getRollingUpdate()
                          .getMaxUnavailable()
                          .getIntVal())
                  .isZero();
            });
  }

  @Test
  void putsBackAChildThatWasDeletedByHand() {
    scene.admin().services().inNamespace(scene.namespace()).withName("gateway").delete();
    scene.admin().secrets().inNamespace(scene.namespace()).withName("gateway-key-table").delete();
    scene.admin().secrets().inNamespace(scene.namespace()).withName("gateway-server-tls").delete();
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              assertThat(
                      scene
                          .admin()
                          .services()
                          .inNamespace(scene.namespace())
                          .withName("gateway")
                          .get())
                  .isNotNull();
              assertThat(scene.secret("gateway-key-table")).isNotNull();
              assertThat(scene.secret("gateway-server-tls")).isNotNull();
            });
  }

  @Test
  void scalesToZeroWithoutADisruptionBudget() {
    scene.change(spec -> spec.replicas = 0);
    scene.awaitProducer(
        gateway -> Scene.has("ScaledToZero", gateway.getStatus().conditions, ConditionType.READY));
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(
                        scene
                            .admin()
                            .policy()
                            .v1()
                            .podDisruptionBudget()
                            .inNamespace(scene.namespace())
                            .list()
                            .getItems())
                    .isEmpty());
    assertThat(scene.kubelet().runtimes()).isEmpty();
  }

  private List<ConfigMap> configurations() {
    return scene.admin().configMaps().inNamespace(scene.namespace()).list().getItems().stream()
        .filter(map -> map.getMetadata().getName().startsWith("gateway-runtime-"))
        .toList();
  }

  private Deployment deployment() {
    return scene
        .admin()
        .apps()
        .deployments()
        .inNamespace(scene.namespace())
        .withName("gateway-producer-runtime")
        .get();
  }

  private void editDeployment(UnaryOperator<Deployment> change) {
    scene
        .admin()
        .apps()
        .deployments()
        .inNamespace(scene.namespace())
        .withName("gateway-producer-runtime")
        .edit(change);
  }
}
