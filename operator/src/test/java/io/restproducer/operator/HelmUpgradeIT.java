package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.restproducer.crds.KafkaConnection;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.RestProducerSpec;
import io.restproducer.dev.kubernetes.ApiServer;
import io.restproducer.dev.kubernetes.OnRealApiServer;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Helm leaves the CRDs of its own directory crds/ as they are for ever; these it upgrades. */
@OnRealApiServer
@EnabledIf(
    value = "io.restproducer.operator.Program#isHelmThere",
    disabledReason = "helm is not on the PATH")
class HelmUpgradeIT {
  private static final Path CHART = Path.of("..", "deploy", "helm", "restproducer-operator");
  private static final String CRD = "restproducers.restproducer.io";

  @TempDir private Path directory;

  @Test
  void anUpgradeBringsNewFieldsAndAnUninstallKeepsEveryResource() throws Exception {
    try (ApiServer server = ApiServer.start(directory.resolve("server"));
        KubernetesClient client =
            new KubernetesClientBuilder()
                .withConfig(ClusterAccess.withKeyAlgorithm(server.config()))
                .build()) {
      helm(server, "install", olderChart().toString(), "--create-namespace");
      assertThat(specFields(client)).doesNotContainKey("logging").containsKey("maxKeySize");
      String uid = gateway(client);

      helm(server, "upgrade", CHART.toString());
      assertThat(specFields(client)).containsKey("logging");
      assertThat(stored(client).getMetadata().getUid()).isEqualTo(uid);

      helm(server, "uninstall");
      assertThat(specFields(client)).containsKey("logging");
      assertThat(stored(client).getMetadata().getUid()).isEqualTo(uid);
    }
  }

  private void helm(ApiServer server, String verb, String... more) throws Exception {
    Program.helm(directory)
        .run(
            Stream.concat(
                    Stream.of(verb, "restproducer-operator"),
                    Stream.concat(
                        Stream.of(more),
                        Stream.of(
                            "--namespace",
                            "restproducer-system",
                            "--kubeconfig",
                            server.kubeconfig().toString())))
                .toArray(String[]::new));
  }

  /** The chart as it was before a RestProducer had {@code spec.logging}. */
  private Path olderChart() throws IOException {
    Path older = directory.resolve("older");
    try (Stream<Path> files = Files.walk(CHART, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = older.resolve(CHART.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    Path file = older.resolve("files").resolve(CRD + ".yaml");
    CustomResourceDefinition crd =
        Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class);
    schema(crd).get("spec").getProperties().remove("logging");
    Files.writeString(file, Serialization.asYaml(crd));
    return older;
  }

  private static Map<String, JSONSchemaProps> specFields(KubernetesClient client) {
    CustomResourceDefinition crd =
        client.apiextensions().v1().customResourceDefinitions().withName(CRD).get();
    return schema(crd).get("spec").getProperties();
  }

  private static Map<String, JSONSchemaProps> schema(CustomResourceDefinition crd) {
    return crd.getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema().getProperties();
  }

  private static String gateway(KubernetesClient client) {
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName("shop").endMetadata().build())
        .create();
    RestProducer gateway = new RestProducer();
    gateway.setMetadata(new ObjectMetaBuilder().withNamespace("shop").withName("gateway").build());
    gateway.setSpec(new RestProducerSpec());
    gateway.getSpec().kafka = new KafkaConnection();
    gateway.getSpec().kafka.bootstrapServers = "localhost:1";
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> client.resource(gateway).create() != null);
    return stored(client).getMetadata().getUid();
  }

  private static RestProducer stored(KubernetesClient client) {
    return client.resources(RestProducer.class).inNamespace("shop").withName("gateway").get();
  }
}
