package io.restproducer.dev.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What clients may rely on, whichever API server they meet: the mock is held to the real one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ApiServerContract {

  private static final PatchContext APPLY = apply(false);

  private ApiServer server;
  private KubernetesClient client;
  private final String namespace = "n" + UUID.randomUUID().toString().substring(0, 8);

  abstract ApiServer.Kind kind();

  @BeforeAll
  void start(@TempDir Path directory) {
    server = ApiServer.start(directory, kind());
    client = new KubernetesClientBuilder().withConfig(server.config()).build();
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    client.load(ApiServerContract.class.getResourceAsStream("/gadgets.yaml")).create();
    await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> gadgets().list() != null);
  }

  @AfterAll
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void refusesASecondObjectOfTheSameName() {
    client.resource(map("twice", Map.of("a", "1"))).create();
    assertCode(409, () -> client.resource(map("twice", Map.of())).create());
  }

  @Test
  void refusesAnObjectInANamespaceThatDoesNotExist() {
    ConfigMap lost = map("lost", Map.of());
    lost.getMetadata().setNamespace("nowhere");
    assertCode(404, () -> client.resource(lost).create());
  }

  @Test
  void aNamespaceCarriesItsNameAsALabel() {
    assertThat(client.namespaces().withName(namespace).get().getMetadata().getLabels())
        .containsEntry("kubernetes.io/metadata.name", namespace);
  }

  @Test
  void refusesAnUpdateOfAnOlderRevision() {
    ConfigMap old = client.resource(map("aged", Map.of("a", "1"))).create();
    client.resource(map("aged", Map.of("a", "2"))).update();
    old.getData().put("a", "3");
    assertCode(409, () -> client.resource(old).update());
  }

  @Test
  void applyCreatesWhatIsMissing() {
    ConfigMap applied = client.resource(map("fresh", Map.of("a", "1"))).patch(APPLY);
    assertThat(applied.getMetadata().getUid()).isNotBlank();
    assertThat(applied.getMetadata().getManagedFields())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.getManager()).isEqualTo("contract");
              assertThat(entry.getOperation()).isEqualTo("Apply");
              assertThat(Serialization.asJson(entry.getFieldsV1())).contains("f:a");
            });
  }

  @Test
  void applyRemovesWhatItsManagerNoLongerApplies() {
    client.resource(map("shrinking", Map.of("a", "1", "b", "2"))).patch(APPLY);
    client
        .configMaps()
        .inNamespace(namespace)
        .withName("shrinking")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"c\":\"3\"}}");
    assertThat(client.resource(map("shrinking", Map.of("a", "1"))).patch(APPLY).getData())
        .isEqualTo(Map.of("a", "1", "c", "3"));
  }

  @Test
  void applyRefusesToTakeAFieldOfAnotherManagerUnlessForced() {
    client.resource(map("contested", Map.of("a", "1"))).create();
    ConfigMap mine = map("contested", Map.of("a", "2"));
    assertCode(409, () -> client.resource(mine).patch(APPLY));
    assertThat(client.resource(mine).patch(apply(true)).getData()).containsEntry("a", "2");
  }

  @Test
  void anIdenticalApplyIsNoWrite() {
    Deployment first = client.resource(deployment("same")).patch(APPLY);
    Deployment second = client.resource(deployment("same")).patch(APPLY);
    assertThat(second.getMetadata().getResourceVersion())
        .isEqualTo(first.getMetadata().getResourceVersion());
  }

  @Test
  void applyMergesListsByTheirKeys() {
    Deployment two = deployment("keyed");
    two.getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .get(0)
        .getEnv()
        .add(new io.fabric8.kubernetes.api.model.EnvVar("B", "2", null));
    client.resource(two).patch(APPLY);
    Deployment one = client.resource(deployment("keyed")).patch(APPLY);
    var container = one.getSpec().getTemplate().getSpec().getContainers().get(0);
    assertThat(container.getEnv())
        .extracting(io.fabric8.kubernetes.api.model.EnvVar::getName)
        .containsExactly("A");
    assertThat(container.getPorts().get(0).getProtocol()).isEqualTo("TCP");
    assertThat(one.getMetadata().getGeneration()).isEqualTo(2);
  }

  @Test
  void aMergePatchReplacesAList() {
    gadgets().resource(gadget("listed", Map.of("size", 1, "tags", List.of("a", "b")))).create();
    GenericKubernetesResource patched =
        gadgets()
            .withName("listed")
            .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"tags\":[\"c\"]}}");
    assertThat(patched.<List<String>>get("spec", "tags")).containsExactly("c");
  }

  @Test
  void aCustomResourceIsCompletedByItsSchema() {
    GenericKubernetesResource created =
        gadgets().resource(gadget("plain", Map.of("size", 1, "unknown", "x"))).create();
    assertThat(created.<String>get("spec", "color")).isEqualTo("red");
    assertThat(created.<String>get("spec", "unknown")).isNull();
  }

  @Test
  void aCustomResourceThatBreaksItsSchemaIsRefusedWithEveryReason() {
    var spec = Map.<String, Object>of("size", 9, "color", "green", "name", "UPPER");
    assertThatThrownBy(() -> gadgets().resource(gadget("bad", spec)).create())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("spec.size")
        .hasMessageContaining("less than or equal to 5")
        .hasMessageContaining("spec.color")
        .hasMessageContaining("spec.name");
    assertCode(422, () -> gadgets().resource(gadget("bad", Map.of())).create());
    assertCode(
        422,
        () ->
            gadgets()
                .resource(gadget("bad", Map.of("size", 1, "tags", List.of("a", "b", "c"))))
                .create());
  }

  @Test
  void statusAndSpecDoNotTouchEachOther() {
    GenericKubernetesResource created =
        gadgets().resource(gadget("halves", Map.of("size", 1))).create();
    GenericKubernetesResource report = gadget("halves", Map.of("size", 5));
    report.setAdditionalProperty("status", Map.of("phase", "Ready"));
    GenericKubernetesResource reported = gadgets().resource(report).updateStatus();
    assertThat(reported.<Integer>get("spec", "size")).isEqualTo(1);
    assertThat(reported.getMetadata().getGeneration()).isEqualTo(1);
    assertThat(reported.getMetadata().getResourceVersion())
        .isNotEqualTo(created.getMetadata().getResourceVersion());
    GenericKubernetesResource changed =
        gadgets()
            .withName("halves")
            .patch(
                PatchContext.of(PatchType.JSON_MERGE),
                "{\"spec\":{\"size\":2},\"status\":{\"phase\":\"Lost\"}}");
    assertThat(changed.<String>get("status", "phase")).isEqualTo("Ready");
    assertThat(changed.getMetadata().getGeneration()).isEqualTo(2);
  }

  @Test
  void statusCanBeApplied() {
    gadgets().resource(gadget("applied", Map.of("size", 1))).create();
    GenericKubernetesResource report = gadget("applied", null);
    report.setAdditionalProperty(
        "status", Map.of("conditions", List.of(Map.of("type", "Ready", "status", "True"))));
    GenericKubernetesResource reported =
        gadgets().resource(report).subresource("status").patch(APPLY);
    assertThat(reported.<String>get("status", "conditions", 0, "status")).isEqualTo("True");
    assertThat(reported.<Integer>get("spec", "size")).isEqualTo(1);
  }

  @Test
  void anObjectWithAFinalizerWaitsForIt() {
    GenericKubernetesResource held = gadget("held", Map.of("size", 1));
    held.getMetadata().setFinalizers(List.of("example.io/wait"));
    gadgets().resource(held).create();
    gadgets().withName("held").delete();
    assertThat(gadgets().withName("held").get().getMetadata().getDeletionTimestamp()).isNotNull();
    gadgets()
        .withName("held")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");
    assertThat(gadgets().withName("held").get()).isNull();
  }

  @Test
  void anImmutableConfigMapStaysAsItIs() {
    ConfigMap fixed = map("fixed", Map.of("a", "1"));
    fixed.setImmutable(true);
    client.resource(fixed).create();
    ConfigMap other = map("fixed", Map.of("a", "2"));
    other.setImmutable(true);
    assertCode(422, () -> client.resource(other).update());
  }

  @Test
  void aServiceGetsAddressesAndKeepsThem() {
    Service created = client.resource(service("front")).patch(APPLY);
    int nodePort = created.getSpec().getPorts().get(0).getNodePort();
    assertThat(nodePort).isBetween(30_000, 32_767);
    assertThat(created.getSpec().getClusterIP()).startsWith("10.");
    assertThat(created.getSpec().getPorts().get(0).getProtocol()).isEqualTo("TCP");
    Service changed = service("front");
    changed.getSpec().getPorts().get(0).setTargetPort(new IntOrString(9443));
    Service again = client.resource(changed).patch(APPLY);
    assertThat(again.getSpec().getPorts().get(0).getNodePort()).isEqualTo(nodePort);
    assertThat(again.getSpec().getClusterIP()).isEqualTo(created.getSpec().getClusterIP());
  }

  @Test
  void selectorsKnowSetsAndAbsence() {
    for (String color : List.of("red", "green", "blue")) {
      ConfigMap colored = map("colored-" + color, Map.of());
      colored.getMetadata().setLabels(Map.of("color", color, "family", "colored"));
      client.resource(colored).create();
    }
    var family = client.configMaps().inNamespace(namespace).withLabel("family");
    assertThat(family.withLabelIn("color", "red", "blue").list().getItems()).hasSize(2);
    assertThat(family.withLabelNotIn("color", "red", "blue").list().getItems()).hasSize(1);
    assertThat(family.withoutLabel("color").list().getItems()).isEmpty();
    assertThat(family.withoutLabel("color", "red").list().getItems()).hasSize(2);
  }

  @Test
  void aWatchSeesEveryChangeOfWhatItSelects() {
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    try (var informer =
        client
            .configMaps()
            .inNamespace(namespace)
            .withLabel("watched", "yes")
            .inform(recorder(seen))) {
      await().atMost(Duration.ofSeconds(30)).until(informer::hasSynced);
      ConfigMap watched = map("watched", Map.of("a", "1"));
      watched.getMetadata().setLabels(Map.of("watched", "yes"));
      client.resource(map("unwatched", Map.of())).create();
      client.resource(watched).create();
      await().atMost(Duration.ofSeconds(30)).until(() -> seen.contains("+watched"));
      watched.setData(Map.of("a", "2"));
      client.resource(watched).update();
      await().atMost(Duration.ofSeconds(30)).until(() -> seen.contains("=watched"));
      watched.getMetadata().setLabels(Map.of("watched", "no"));
      client.resource(watched).update();
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> assertThat(seen).containsExactly("+watched", "=watched", "-watched"));
    }
  }

  @Test
  void aWatchWithNothingToTellIsEstablishedAtOnce() {
    ConfigMap quiet = map("quiet", Map.of("a", "1"));
    quiet.getMetadata().setLabels(Map.of("quiet", "yes"));
    client.resource(quiet).create();
    try (var informer =
        client
            .configMaps()
            .inNamespace(namespace)
            .withLabel("quiet", "yes")
            .inform(recorder(new ConcurrentLinkedQueue<>()))) {
      await().atMost(Duration.ofSeconds(10)).until(informer::isWatching);
    }
  }

  private static ResourceEventHandler<ConfigMap> recorder(Queue<String> seen) {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(ConfigMap map) {
        seen.add("+" + map.getMetadata().getName());
      }

      @Override
      public void onUpdate(ConfigMap old, ConfigMap map) {
        seen.add("=" + map.getMetadata().getName());
      }

      @Override
      public void onDelete(ConfigMap map, boolean unknown) {
        seen.add("-" + map.getMetadata().getName());
      }
    };
  }

  private io.fabric8.kubernetes.client.dsl.NonNamespaceOperation<
          GenericKubernetesResource,
          io.fabric8.kubernetes.api.model.GenericKubernetesResourceList,
          io.fabric8.kubernetes.client.dsl.Resource<GenericKubernetesResource>>
      gadgets() {
    return client.genericKubernetesResources("example.io/v1", "Gadget").inNamespace(namespace);
  }

  private GenericKubernetesResource gadget(String name, Map<String, Object> spec) {
    GenericKubernetesResource gadget = new GenericKubernetesResource();
    gadget.setApiVersion("example.io/v1");
    gadget.setKind("Gadget");
    gadget.setMetadata(map(name, Map.of()).getMetadata());
    if (spec != null) {
      gadget.setAdditionalProperty("spec", spec);
    }
    return gadget;
  }

  private ConfigMap map(String name, Map<String, String> data) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .endMetadata()
        .withData(data)
        .build();
  }

  private Deployment deployment(String name) {
    return new DeploymentBuilder()
        .withMetadata(map(name, Map.of()).getMetadata())
        .withNewSpec()
        .withReplicas(1)
        .withNewSelector()
        .addToMatchLabels("app", name)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .addToLabels("app", name)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("main")
        .withImage("image:1")
        .addNewEnv()
        .withName("A")
        .withValue("1")
        .endEnv()
        .addNewPort()
        .withName("http")
        .withContainerPort(8080)
        .endPort()
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private Service service(String name) {
    return new ServiceBuilder()
        .withMetadata(map(name, Map.of()).getMetadata())
        .withNewSpec()
        .withType("NodePort")
        .addToSelector("app", name)
        .addNewPort()
        .withName("api")
        .withPort(443)
        .withTargetPort(new IntOrString("api"))
        .endPort()
        .endSpec()
        .build();
  }

  private static PatchContext apply(boolean force) {
    return new PatchContext.Builder()
        .withPatchType(PatchType.SERVER_SIDE_APPLY)
        .withFieldManager("contract")
        .withForce(force)
        .build();
  }

  private static void assertCode(int code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(code));
  }
}
