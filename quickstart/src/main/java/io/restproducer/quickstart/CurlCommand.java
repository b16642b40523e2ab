package io.restproducer.quickstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The line with which a person sends a record; the API key is in a file that it names. */
record CurlCommand(Caller caller, String topic, String message) {
  private static final List<String> PROXY_VARIABLES =
      List.of("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY");

  /** The line as printed and as run. */
  String line() {
    return line(System.getenv());
  }

  String line(Map<String, String> environment) {
    List<String> words = new ArrayList<>(List.of("curl", "-sS", "-i"));
    if (PROXY_VARIABLES.stream().anyMatch(environment::containsKey)) {
      words.addAll(List.of("--noproxy", "*"));
    }
    words.addAll(List.of("--cacert", caller.caCertificate().toString()));
    words.addAll(List.of("-H", "@" + caller.headerFile()));
    words.addAll(List.of("-H", "Content-Type: text/plain"));
    words.addAll(List.of("-d", message, url()));
    return ShellWord.line(words);
  }

  String url() {
    return caller.endpoint() + "/topics/" + topic + "/records";
  }

  /** Whether this machine has curl. */
  static boolean isInstalled() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .map(directory -> Path.of(directory.isEmpty() ? "." : directory, "curl"))
        .anyMatch(Files::isExecutable);
  }

  /** Runs the very line that is shown; gives all that curl prints. */
  String run() {
    try {
      Process curl = new ProcessBuilder("/bin/sh", "-c", line()).redirectErrorStream(true).start();
      curl.getOutputStream().close();
      String output = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = curl.waitFor();
      if (code != 0) {
        throw new QuickstartFailure("curl ended with code " + code + ": " + output.strip());
      }
      return output;
    } catch (IOException e) {
      throw new QuickstartFailure("cannot run curl: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stopped();
    }
  }
}
