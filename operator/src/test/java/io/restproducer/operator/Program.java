package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program of this machine that a test runs; helm may be missing, kubectl comes with the binaries.
 */
record Program(Path file, Map<String, String> environment) {
  /** What a program has answered. */
  record Answer(int code, String output, String errors) {}

  /** Whether helm is on the PATH. */
  static boolean isHelmThere() {
    return onPath("helm").isPresent();
  }

  /** Whether kubectl is there, too. */
  static boolean areHelmAndKubectlThere() {
    return isHelmThere() && kubectlFile().isPresent();
  }

  static Program helm(Path home) {
    String directory = home.toAbsolutePath().toString();
    return new Program(
        onPath("helm").orElseThrow(),
        Map.of(
            "HELM_CACHE_HOME", directory,
            "HELM_CONFIG_HOME", directory,
            "HELM_DATA_HOME", directory));
  }

  static Program kubectl() {
    return new Program(kubectlFile().orElseThrow(), Map.of());
  }

  /** Its output; it must succeed. */
  String run(String... arguments) throws IOException, InterruptedException {
    Answer answer = answer(arguments);
    assertThat(answer.code()).as(answer.errors()).isZero();
    return answer.output();
  }

  Answer answer(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(file.toString()));
    command.addAll(List.of(arguments));
    Path errors = Files.createTempFile("program", ".err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    Answer answer = new Answer(code, output, Files.readString(errors));
    Files.delete(errors);
    return answer;
  }

  private static Optional<Path> onPath(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Optional<Path> kubectlFile() {
    Path sets = Path.of(System.getProperty("user.home"), ".kubeapitest", "k8s");
    if (!Files.isDirectory(sets)) {
      return onPath("kubectl");
    }
    try (Stream<Path> found = Files.find(sets, 2, (file, a) -> file.endsWith("kubectl"))) {
      return found.findFirst().or(() -> onPath("kubectl"));
    } catch (IOException e) {
      return onPath("kubectl");
    }
  }
}
