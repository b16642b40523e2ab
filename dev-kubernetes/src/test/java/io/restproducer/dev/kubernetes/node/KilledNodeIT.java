package io.restproducer.dev.kubernetes.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
final class KilledNodeIT {

  @Test
  void aKilledNodeLeavesNoProcessAndNoSecretBehind(@TempDir Path directory) throws Exception {
    Process node =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dapi-server=" + System.getProperty("api-server", "auto"),
                NodeProcess.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("node.log").toFile())
            .start();
    try {
      await()
          .atMost(Duration.ofSeconds(90))
          .until(
              () ->
                  directory.resolve("node/logs").toFile().list() != null
                      && node.descendants().anyMatch(KilledNodeIT::isEcho));
      List<ProcessHandle> children = node.descendants().toList();
      assertThat(children).isNotEmpty();
      node.destroyForcibly().waitFor();
      await()
          .atMost(Duration.ofSeconds(90))
          .untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
      await()
          .atMost(Duration.ofSeconds(90))
          .untilAsserted(() -> assertThat(directory.resolve("node/pods")).isEmptyDirectory());
    } finally {
      node.destroyForcibly();
    }
  }

  private static boolean isEcho(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains(EchoServer.class.getName());
  }
}
