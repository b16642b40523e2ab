package io.restproducer.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuickstartOnceIT {
  private static final SourceTree TREE = new SourceTree(Path.of(".."));

  @Test
  void showsTheWholeLineAndLeavesNothing() throws Exception {
    // Maven has just built everything; the script must not build into this very build.
    Files.writeString(TREE.root().resolve("quickstart/target/built"), "");
    Process quickstart =
        new ProcessBuilder(
                TREE.root().resolve("deploy/quickstart.sh").toString(),
                "--once",
                "--api-server",
                System.getProperty("api-server", "auto"))
            .redirectErrorStream(true)
            .start();
    String output = new String(quickstart.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(quickstart.waitFor()).as(output).isZero();
    assertThat(output)
        .containsPattern("API server: (kube-apiserver|mock API server)")
        .containsPattern("RestProducer gateway .* and ServiceId checkout are Ready")
        .containsPattern("curl .*-H @\\S+ .*https://localhost:\\d+/topics/orders/records")
        .containsPattern("200: topic orders, partition \\d+, offset \\d+")
        .containsPattern("read back from Kafka .* bytes: Hello from the quickstart")
        .containsPattern("wget .*--certificate=\\S+ .*https://localhost:\\d+/topics/orders/records")
        .containsPattern("read back from Kafka .* bytes: Hello with a certificate")
        .containsPattern("in a browser  https://localhost:\\d+/\\n")
        .containsPattern("by the tool   KUBECONFIG=\\S+ \\S+kubectl-restproducer init\\n")
        .doesNotContain("rpk_", "PRIVATE KEY");
    assertThat(TREE.runDirectory()).doesNotExist();
    // The shells that bind programs to the run end a second after it.
    await().atMost(TestedSystem.LIMIT).untilAsserted(() -> assertThat(processesOfARun()).isEmpty());
  }

  private static List<ProcessHandle> processesOfARun() {
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                process
                    .info()
                    .commandLine()
                    .orElse("")
                    .contains(TREE.runDirectory().toString() + "/"))
        .toList();
  }
}
