package io.restproducer.quickstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A line for a person to copy, which is run exactly as it is shown. */
record ShownCommand(String program, String line) {
  private static final List<String> PROXY_VARIABLES =
      List.of("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY");

  static ShownCommand of(List<String> words) {
    return new ShownCommand(words.get(0), ShellWord.line(words));
  }

  /** Whether programs would go to a proxy, which could not reach this machine. */
  static boolean wouldUseProxy(Map<String, String> environment) {
    return PROXY_VARIABLES.stream().anyMatch(environment::containsKey);
  }

  /** Whether this machine has the program. */
  boolean isInstalled() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .map(directory -> Path.of(directory.isEmpty() ? "." : directory, program))
        .anyMatch(Files::isExecutable);
  }

  /** Runs the very line that is shown; gives all that it prints. */
  String run() {
    try {
      Process process = new ProcessBuilder("/bin/sh", "-c", line).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new QuickstartFailure(program + " ended with code " + code + ": " + output.strip());
      }
      return output;
    } catch (IOException e) {
      throw new QuickstartFailure("cannot run " + program + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stopped();
    }
  }
}
