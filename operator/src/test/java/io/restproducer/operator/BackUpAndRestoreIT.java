package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.crds.ServiceId;
import io.restproducer.dev.kubernetes.ApiServer;
import io.restproducer.operator.keytable.KeySecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/backup.md, as they stand there. */
class BackUpAndRestoreIT {
  private static final Pattern COMMANDS = Pattern.compile("(?s)```sh\n(.*?)```");

  @TempDir private Path directory;

  @Test
  void theDocumentedCommandsBringEveryKeyAndTheAuthorityBack() throws Exception {
    Assumptions.assumeTrue(
        TestCluster.shared().kind() == ApiServer.Kind.REAL, "kubectl needs a real API server");
    List<String> commands = commands();
    try (Scene scene = Scene.start()) {
      scene.createGateway();
      scene.createCheckout();
      awaitReady(scene);
      String key = key(scene);
      String authority = KeySecretText.of(scene.secret("gateway-ca-bundle"), "ca.crt");
      long revision = scene.gateway().getStatus().keyTable.revision;

      run(commands.get(0), scene.namespace());
      scene.stopOperator();
      empty(scene);
      run(commands.get(1), scene.namespace());
      scene.startOperator();
      run(commands.get(2), scene.namespace());
      awaitReady(scene);

      assertThat(key(scene)).isEqualTo(key);
      assertThat(KeySecretText.of(scene.secret("gateway-ca-bundle"), "ca.crt"))
          .isEqualTo(authority);
      assertThat(scene.gateway().getStatus().keyTable.revision).isGreaterThan(revision);
      String id = KeySecrets.key(scene.secret("checkout-api-key")).orElseThrow().id();
      assertThat(scene.kubelet().runtimes()).hasSize(2).allMatch(pod -> pod.knows(id));
    }
  }

  private static void awaitReady(Scene scene) {
    scene.awaitReady("gateway");
    scene.awaitServiceIdReady("checkout");
  }

  private static String key(Scene scene) {
    return KeySecretText.of(scene.secret("checkout-api-key"), KeySecrets.API_KEY);
  }

  /** Nothing of ours is left, and nobody was there to take leave. */
  private static void empty(Scene scene) {
    scene
        .admin()
        .resource(scene.serviceId("checkout"))
        .edit(
            (ServiceId serviceId) -> {
              serviceId.getMetadata().setFinalizers(List.of());
              return serviceId;
            });
    scene.admin().resource(scene.serviceId("checkout")).delete();
    scene.admin().resource(scene.gateway()).delete();
    await().atMost(Scene.LIMIT).until(() -> scene.serviceId("checkout") == null);
    scene.collectGarbage();
    List<Secret> retained =
        scene.admin().secrets().inNamespace(scene.namespace()).list().getItems();
    assertThat(retained).hasSize(5);
    retained.forEach(secret -> scene.admin().resource(secret).delete());
    await().atMost(Scene.LIMIT).until(() -> scene.kubelet().runtimes().isEmpty());
  }

  private static List<String> commands() throws IOException {
    return COMMANDS
        .matcher(Files.readString(Path.of("../docs/backup.md")))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  private void run(String commands, String namespace) throws Exception {
    Path output = directory.resolve("output");
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-euc", commands.replace("event-gateway", namespace))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    shell.environment().put("KUBECONFIG", TestCluster.shared().kubeconfig().toString());
    shell.environment().put("KUBECACHEDIR", directory.resolve("cache").toString());
    shell.environment().merge("PATH", kubectlDirectory(), (path, own) -> own + ":" + path);
    int code = shell.start().waitFor();
    assertThat(code).as(Files.readString(output)).isZero();
  }

  private static String kubectlDirectory() {
    Path versions = Path.of(System.getProperty("user.home"), ".kubeapitest", "k8s");
    try (Stream<Path> found = Files.walk(versions, 2)) {
      return found
          .filter(file -> file.endsWith("kubectl"))
          .map(file -> file.getParent().toString())
          .sorted()
          .collect(Collectors.joining(":"));
    } catch (IOException e) {
      return Assumptions.abort("no kubectl in " + versions);
    }
  }
}
