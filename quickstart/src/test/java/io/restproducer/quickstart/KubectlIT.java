package io.restproducer.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.dev.kubernetes.OnRealApiServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@OnRealApiServer
@ExtendWith(RunningSystem.class)
class KubectlIT {
  @Test
  void getShowsTheColumns(TestedSystem system) throws Exception {
    String shown = kubectl(system, 0, "get", "rp,sid", "--all-namespaces");
    assertThat(shown).containsPattern("NAME +READY +REPLICAS +API +MAX KEY +MAX MESSAGE +AGE");
    assertThat(shown).containsPattern("NAME +READY +PRODUCER +ROLE +TOPICS +SECRET +AGE");
    assertThat(shown).containsPattern("gateway +True +2 +https://localhost:\\d+ +4096 +65536");
    assertThat(shown)
        .containsPattern("checkout +True +gateway +editor .*orders.* checkout-api-key");
  }

  @Test
  void explainTellsUnitDefaultAndRange(TestedSystem system) throws Exception {
    assertThat(kubectl(system, 0, "explain", "restproducer.spec.maxMessageSize"))
        .contains("bytes", "65536", "104857600");
  }

  @Test
  void aKindCanBePatchedByItsFullName(TestedSystem system) throws Exception {
    assertThat(
            kubectl(
                system,
                0,
                "patch",
                "restproducer",
                "gateway",
                "--type=merge",
                "-p",
                "{\"spec\":{\"maxKeySize\":4096}}"))
        .contains("gateway patched");
  }

  @Test
  void aRefusalSaysWhatToWrite(TestedSystem system) throws Exception {
    assertThat(
            kubectl(
                system,
                1,
                "patch",
                "restproducer",
                "gateway",
                "--type=merge",
                "-p",
                "{\"spec\":{\"maxMessageSize\":0}}"))
        .contains("spec.maxMessageSize", "greater than or equal to 1");
  }

  private static String kubectl(TestedSystem system, int code, String... arguments)
      throws Exception {
    Path kubeconfig =
        KubeconfigFile.copy(
            system.parts().apiServer().kubeconfig(),
            system.directory().resolve("kubeconfig-kubectl"),
            system.parts().examples().namespace());
    List<String> command = new ArrayList<>(List.of(program().toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    builder.environment().put("KUBECACHEDIR", system.directory().resolve("kubectl").toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(code);
    return output;
  }

  /** kubectl as it comes with the API server's own programs. */
  private static Path program() throws Exception {
    Path home = Path.of(System.getProperty("user.home"), ".kubeapitest", "k8s");
    try (Stream<Path> found = Files.find(home, 2, (file, a) -> file.endsWith("kubectl"))) {
      return found.findFirst().orElseThrow();
    }
  }
}
