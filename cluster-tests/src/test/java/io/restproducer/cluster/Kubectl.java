package io.restproducer.cluster;

import io.restproducer.dev.kubernetes.process.OwnerOnlyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** kubectl as users have it: the cluster of KUBECONFIG, and its words for what it did. */
final class Kubectl {
  /** What it printed, and how it ended. */
  record Result(int code, String output) {}

  /** Runs a command that has to succeed; gives what it prints. */
  String run(String... arguments) {
    return check(call("", arguments), arguments);
  }

  /** {@code kubectl apply --server-side} of this text. */
  String apply(String yaml) {
    String[] arguments = {"apply", "--server-side", "-f", "-"};
    return check(call(yaml, arguments), arguments);
  }

  /** A file that stands alone, for a program that takes one; only its owner reads it. */
  void writeConfig(Path file) {
    OwnerOnlyFile.write(file, run("config", "view", "--raw", "--minify", "--flatten"));
  }

  /** Runs a command that may fail. */
  Result call(String input, String... arguments) {
    List<String> command = new ArrayList<>(List.of("kubectl"));
    command.addAll(Arrays.asList(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run kubectl", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while kubectl ran", e);
    }
  }

  private static String check(Result result, String... arguments) {
    if (result.code() != 0) {
      throw new AssertionError(
          "kubectl %s ended with %d: %s"
              .formatted(String.join(" ", arguments), result.code(), result.output().strip()));
    }
    return result.output();
  }
}
