package io.restproducer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restproducer.cli.Tool.Result;
import io.restproducer.crds.DeclaredTopic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProducerCommandsIT {
  @TempDir private Path directory;
  private Stage stage;

  @BeforeEach
  void start() {
    stage = new Stage(directory);
  }

  @AfterEach
  void end() {
    stage.close();
  }

  @Test
  void initShowsBothEndpointsAndTheLimits() {
    Result shown = stage.withProducer("gateway").tool().run("init");
    assertThat(shown.code()).as(shown.err()).isZero();
    assertThat(shown.out())
        .containsPattern("API endpoint: +" + stage.endpoint().url())
        .containsPattern("SSL client auth endpoint: +https://localhost:9443")
        .containsPattern("message size: +65536 bytes")
        .containsPattern("Ready: +yes");
  }

  @Test
  void initAnswersScriptsInJsonAndYaml() throws IOException {
    Tool tool = stage.withProducer("gateway").tool();
    JsonNode json = new ObjectMapper().readTree(tool.run("init", "-o", "json").out());
    assertThat(json.path("maxKeySize").asInt()).isEqualTo(4096);
    assertThat(json.path("apiEndpoint").asText()).isEqualTo(stage.endpoint().url());
    assertThat(tool.run("init", "-o", "yaml").out()).contains("name: gateway\n");
  }

  @Test
  void ofSeveralInstancesTheChosenOneIsRemembered() {
    stage.withProducer("gateway").withProducer("other");
    Result none = stage.tool().run("topics");
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.err())
        .contains("several RestProducers and none chosen", "init NAME", "/gateway", "/other")
        .hasLineCount(1);
    assertThat(stage.tool().run("init", "other").code()).isZero();
    assertThat(stage.tool().run("init").out()).contains(stage.namespace() + "/other");
    assertThat(stage.tool().run("init", "--restproducer", "gateway").out())
        .contains(stage.namespace() + "/gateway");
    assertThat(directory.resolve(".config/restproducer/instances.json")).exists();
  }

  @Test
  void anUnknownInstanceIsRefused() {
    Result refused = stage.withProducer("gateway").tool().run("init", "nobody");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("there is no RestProducer nobody").hasLineCount(1);
  }

  @Test
  void limitsAreShownChangedAndWaitedFor() {
    Tool tool = stage.withProducer("gateway").tool();
    assertThat(tool.run("limits").out()).contains("65536 bytes");
    Result changed = tool.run("limits", "--max-message-size", "131072");
    assertThat(changed.code()).as(changed.err()).isZero();
    assertThat(changed.out()).contains("131072 bytes");
    assertThat(stage.producer("gateway").get().getSpec().maxMessageSize).isEqualTo(131072);
  }

  @Test
  void aLimitThatTheOperatorDoesNotAcceptIsAFailureThatSaysWhy() {
    Result refused =
        stage.withProducer("gateway").tool().run("limits", "--max-message-size", "30000000");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("MemoryLimitTooSmall: maxMessageSize is more than 1/16");
  }

  @Test
  void aTopicIsDeclaredBesideThoseOfOthers() {
    Tool tool = stage.withProducer("gateway").tool();
    Result made =
        tool.run(
            "topic-create",
            "--name",
            "payments",
            "--partitions",
            "6",
            "--replication-factor",
            "1",
            "--config",
            "retention.ms=1000");
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.out()).contains("topic payments is there, with 6 partitions");
    assertThat(tool.run("topic-create", "--name", "refunds").code()).isZero();
    List<DeclaredTopic> topics = stage.producer("gateway").get().getSpec().topics;
    assertThat(topics)
        .extracting(topic -> topic.name)
        .containsExactlyInAnyOrder("orders", "payments", "refunds");
    // Somebody else takes theirs back; ours stay.
    stage.apply(
        """
        apiVersion: restproducer.io/v1beta1
        kind: RestProducer
        metadata: {name: gateway, namespace: %s}
        spec: {kafka: {bootstrapServers: "kafka:9092"}}
        """
            .formatted(stage.namespace()));
    assertThat(stage.producer("gateway").get().getSpec().topics)
        .extracting(topic -> topic.name)
        .containsExactlyInAnyOrder("payments", "refunds");
    assertThat(tool.run("topics").out()).contains("payments", "Ready");
    assertThat(tool.run("topic", "payments").out()).contains("retention.ms=1000");
    assertThat(tool.run("topic", "nobody").err()).contains("does not declare the topic nobody");
  }

  @Test
  void runsAtTheSameTimeLoseNothingOfOneAnother() throws Exception {
    stage.withProducer("gateway");
    List<String> names = List.of("a", "b", "c", "d", "e");
    List<CompletableFuture<Result>> runs =
        names.stream()
            .map(
                name ->
                    CompletableFuture.supplyAsync(
                        () -> stage.tool().run("topic-create", "--name", name)))
            .toList();
    for (CompletableFuture<Result> run : runs) {
      assertThat(run.get(30, TimeUnit.SECONDS).code()).as(run.get().err()).isZero();
    }
    assertThat(stage.producer("gateway").get().getSpec().topics)
        .extracting(topic -> topic.name)
        .contains("orders", "a", "b", "c", "d", "e");
  }

  @Test
  void aTopicThatIsDeclaredOtherwiseIsRefusedAndTheSameOneIsNot() {
    Tool tool = stage.withProducer("gateway").tool();
    assertThat(tool.run("topic-create", "--name", "orders", "--partitions", "3").code()).isZero();
    Result other = tool.run("topic-create", "--name", "orders", "--partitions", "4");
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err()).contains("declares the topic orders already");
  }

  @Test
  void aTopicThatKafkaRefusesIsAFailure() {
    Result refused =
        stage
            .withProducer("gateway")
            .tool()
            .run("topic-create", "--name", "wide", "--replication-factor", "9");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("topic wide: ReplicationFactorRefused");
  }

  @Test
  void aLimitThatTheApiServerRefusesIsAFailureInItsWords() {
    Result refused =
        stage.withProducer("gateway").tool().run("limits", "--max-message-size", "60000000");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err())
        .startsWith("error: refused: spec: maxMessageSize: 60000000 bytes need a memory limit of")
        .hasLineCount(1);
  }

  @Test
  void aBadNameIsRefusedByTheApiServerInOneLine() {
    Result refused =
        stage.withProducer("gateway").tool().run("topic-create", "--name", "no blanks");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("write 1 to 249 letters").hasLineCount(1);
  }

  @Test
  void aDryRunPrintsThePatchAndChangesNothing() {
    Tool tool = stage.withProducer("gateway").tool();
    Result tried = tool.run("topic-create", "--name", "payments", "--dry-run", "-o", "yaml");
    assertThat(tried.code()).as(tried.err()).isZero();
    assertThat(tried.out())
        .isEqualTo(
            """
            apiVersion: restproducer.io/v1beta1
            kind: RestProducer
            metadata:
              name: gateway
              namespace: %s
            spec:
              topics:
              - name: payments
                partitions: 1
            """
                .formatted(stage.namespace()));
    assertThat(stage.producer("gateway").get().getSpec().topics).hasSize(1);
    assertThat(tool.run("topic-create", "--name", "no blanks", "--dry-run").code()).isEqualTo(1);
  }

  @Test
  void whatIsKeptInGitIsSaidBeforeItIsChanged() {
    stage.withProducer("gateway");
    stage
        .admin()
        .resource(stage.producer("gateway").get())
        .edit(
            resource -> {
              resource
                  .getMetadata()
                  .setLabels(java.util.Map.of("kustomize.toolkit.fluxcd.io/name", "apps"));
              return resource;
            });
    Result changed = stage.tool().run("limits", "--max-key-size", "1000");
    assertThat(changed.code()).isZero();
    assertThat(changed.err()).contains("kept in Git by Flux", "--dry-run -o yaml");
  }

  @Test
  void whatIsNotThereInTimeIsAFailureAndTheChangeStands() {
    Tool tool = stage.withProducer("gateway").tool();
    stage.operator().down(true);
    Result late = tool.run("limits", "--max-message-size", "1000", "--timeout", "1s");
    assertThat(late.code()).isEqualTo(1);
    assertThat(late.err())
        .contains("not there after 1 s (--timeout)", "the change stands")
        .contains("waiting for the new limits: the operator has not acted on the change yet");
    assertThat(stage.producer("gateway").get().getSpec().maxMessageSize).isEqualTo(1000);
  }

  @Test
  void theServersAuthorityIsWrittenAsPem() throws IOException {
    Tool tool = stage.withProducer("gateway").tool();
    assertThat(tool.run("certificates").code()).isZero();
    assertThat(directory.resolve("es-cert.pem")).content().isEqualTo(stage.authority().pem());
    Result again = tool.run("certificates");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("es-cert.pem exists", "--force");
    Files.writeString(directory.resolve("es-cert.pem"), "old");
    assertThat(tool.input("y\n").terminals(0, 2).run("certificates").code()).isZero();
    assertThat(directory.resolve("es-cert.pem")).content().contains("BEGIN CERTIFICATE");
    assertThat(tool.input("\n").run("certificates").code()).isEqualTo(1);
  }

  @Test
  void aTrustStoreOpensWithThePrintedPasswordAndNoOther() throws Exception {
    Result made = stage.withProducer("gateway").tool().run("certificates", "--format", "p12");
    String password = made.out().replaceAll("(?s).*Password: +(\\S+).*", "$1");
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(directory.resolve("es-cert.p12"))) {
      store.load(file, password.toCharArray());
    }
    assertThat(store.getCertificate("ca-1")).isEqualTo(stage.authority().certificate());
    assertThat(password).hasSize(24);
  }
}
