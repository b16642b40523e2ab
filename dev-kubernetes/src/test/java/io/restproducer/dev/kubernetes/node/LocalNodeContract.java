package io.restproducer.dev.kubernetes.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.restproducer.dev.kubernetes.ApiServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the quickstart relies on, on both API servers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LocalNodeContract {

  private Path directory;
  private ApiServer server;
  private KubernetesClient client;
  private LocalNode node;
  private String namespace;

  abstract ApiServer.Kind kind();

  @BeforeAll
  void start(@TempDir Path temporary) {
    directory = temporary;
    server = ApiServer.start(directory.resolve("api"), kind());
    client = new KubernetesClientBuilder().withConfig(server.config()).build();
    node = LocalNode.start(server.config(), directory.resolve("node"), EchoPods.COMMANDS);
  }

  @BeforeEach
  void prepare(TestInfo test) {
    namespace = "n" + Integer.toHexString(test.getDisplayName().hashCode());
    client.resource(EchoPods.namespace(namespace)).create();
    client.resource(token("first")).create();
  }

  @AfterAll
  void stop() {
    node.close();
    client.close();
    server.close();
    assertThat(directory.resolve("node/pods")).doesNotExist();
  }

  @Test
  void aDeploymentBecomesReadyPodsWithTheirSecretsAndEnvironment() throws Exception {
    deploy("one", 2);
    int port = service();
    Deployment done = awaitRolledOut(2);
    assertThat(done.getStatus().getConditions())
        .allMatch(condition -> "True".equals(condition.getStatus()));
    Set<String> answering = new HashSet<>();
    soon()
        .until(
            () -> {
              answering.add(get(port, "/pod"));
              return answering.size() == 2;
            });
    assertThat(answering).isEqualTo(names(pods()));
    assertThat(get(port, "/version")).isEqualTo("one");
    assertThat(get(port, "/token")).isEqualTo("first");
    assertThat(pods())
        .extracting(pod -> pod.getStatus().getPodIP())
        .doesNotHaveDuplicates()
        .allMatch(ip -> ip.startsWith("127."));
    assertThat(volumeFiles()).isNotEmpty().allMatch(mode -> mode.equals("rw-------"));
  }

  @Test
  void aChangedSecretReachesARunningPod() throws Exception {
    deploy("one", 1);
    int port = service();
    awaitRolledOut(1);
    String pid = get(port, "/pid");
    client.resource(token("second")).update();
    soon().until(() -> "second".equals(get(port, "/token")));
    assertThat(get(port, "/pid")).isEqualTo(pid);
  }

  @Test
  void aRolloutNeverLeavesTheServiceWithoutAPod() throws Exception {
    deploy("one", 1);
    int port = service();
    awaitRolledOut(1);
    Set<String> before = names(pods());
    deploy("two", 1);
    assertThat(get(port, "/version")).isIn("one", "two");
    List<Exception> failures = new ArrayList<>();
    soon()
        .until(
            () -> {
              boolean replaced = pods().size() == 1 && !names(pods()).equals(before);
              try {
                return "two".equals(ask(port, "/version")) && replaced;
              } catch (IOException e) {
                failures.add(e);
                return false;
              }
            });
    assertThat(failures).isEmpty();
    assertThat(awaitRolledOut(1).getStatus().getUpdatedReplicas()).isEqualTo(1);
  }

  @Test
  void aRevisionThatNeverBecomesReadyReplacesNothing() throws Exception {
    deploy("one", 1);
    int port = service();
    awaitRolledOut(1);
    Set<String> before = names(pods());
    deploy("broken", 1);
    soon()
        .until(
            () ->
                pods().stream()
                    .anyMatch(
                        pod ->
                            !before.contains(pod.getMetadata().getName())
                                && pod.getStatus().getContainerStatuses().stream()
                                    .anyMatch(c -> c.getRestartCount() > 0)));
    assertThat(names(pods())).containsAll(before).hasSize(2);
    assertThat(get(port, "/version")).isEqualTo("one");
  }

  @Test
  void aDeletedPodIsAskedToEndAndReplaced() throws Exception {
    deploy("one", 1);
    int port = service();
    awaitRolledOut(1);
    Pod old = pods().get(0);
    long pid = Long.parseLong(get(port, "/pid"));
    client.resource(old).delete();
    soon().until(() -> ProcessHandle.of(pid).isEmpty());
    soon().until(() -> !names(pods()).contains(old.getMetadata().getName()));
    awaitRolledOut(1);
    soon().until(() -> !get(port, "/pid").equals(Long.toString(pid)));
    assertThat(
            directory.resolve(
                "node/logs/" + namespace + "_" + old.getMetadata().getName() + ".log"))
        .content()
        .contains("started in")
        .contains("asked to end, ending");
  }

  @Test
  void aProgramThatEndsIsStartedAgain() throws Exception {
    deploy("one", 1);
    int port = service();
    awaitRolledOut(1);
    long pid = Long.parseLong(get(port, "/pid"));
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    soon().until(() -> !get(port, "/pid").equals(Long.toString(pid)));
    assertThat(pods().get(0).getStatus().getContainerStatuses().get(0).getRestartCount())
        .isEqualTo(1);
  }

  @Test
  void whatAGoneOwnerOwnedGoes() throws Exception {
    Deployment owner = deploy("one", 1);
    awaitRolledOut(1);
    var owned =
        new ConfigMapBuilder()
            .withMetadata(meta("owned"))
            .editMetadata()
            .addNewOwnerReference()
            .withApiVersion("apps/v1")
            .withKind("Deployment")
            .withName("echo")
            .withUid(owner.getMetadata().getUid())
            .endOwnerReference()
            .endMetadata()
            .build();
    client.resource(owned).create();
    client.resource(owner).delete();
    soon().until(() -> client.resource(owned).get() == null && pods().isEmpty());
    assertThat(client.secrets().inNamespace(namespace).withName("token").get()).isNotNull();
  }

  @Test
  void aDeletedNamespaceGoesWithAllThatIsInIt() {
    deploy("one", 1);
    awaitRolledOut(1);
    client.namespaces().withName(namespace).delete();
    soon().until(() -> client.namespaces().withName(namespace).get() == null);
    assertThat(client.secrets().inNamespace(namespace).list().getItems()).isEmpty();
  }

  private Deployment deploy(String version, int replicas) {
    return client
        .resource(EchoPods.deployment(meta("echo"), version, replicas))
        .createOr(io.fabric8.kubernetes.client.dsl.NonDeletingOperation::update);
  }

  private int service() {
    return client
        .resource(EchoPods.service(meta("echo")))
        .create()
        .getSpec()
        .getPorts()
        .get(0)
        .getNodePort();
  }

  private Deployment awaitRolledOut(int replicas) {
    var deployment = client.apps().deployments().inNamespace(namespace).withName("echo");
    soon()
        .untilAsserted(
            () -> {
              var now = deployment.get();
              assertThat(now.getStatus().getObservedGeneration())
                  .isEqualTo(now.getMetadata().getGeneration());
              assertThat(now.getStatus().getReadyReplicas()).isEqualTo(replicas);
              assertThat(now.getStatus().getUpdatedReplicas()).isEqualTo(replicas);
              assertThat(now.getStatus().getReplicas()).isEqualTo(replicas);
            });
    return deployment.get();
  }

  private List<Pod> pods() {
    return client.pods().inNamespace(namespace).list().getItems();
  }

  private static Set<String> names(List<Pod> pods) {
    return pods.stream().map(pod -> pod.getMetadata().getName()).collect(Collectors.toSet());
  }

  private List<String> volumeFiles() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("node/pods"))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().contains(namespace))
          .map(LocalNodeContract::mode)
          .toList();
    }
  }

  private static String mode(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** The answer, as soon as there is one. */
  private static String get(int port, String path) {
    return soon().until(() -> ask(port, path), answer -> true);
  }

  private static String ask(int port, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(10))
            .build();
    // A new client each time: a kept connection would stay with its pod.
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private ObjectMeta meta(String name) {
    return EchoPods.meta(namespace, name);
  }

  private Secret token(String text) {
    return new SecretBuilder()
        .withMetadata(meta("token"))
        .withData(Map.of("token", Base64.getEncoder().encodeToString(text.getBytes())))
        .build();
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(90)).ignoreExceptions();
  }
}
