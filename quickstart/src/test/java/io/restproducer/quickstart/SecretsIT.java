package io.restproducer.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.ServiceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Searches, last of all, everything that people see of the runs before for what Secrets hold. */
@Order(Integer.MAX_VALUE)
@ExtendWith(RunningSystem.class)
class SecretsIT {
  private static final int TELLING = 40;

  @Test
  void noSecretIsInAnyLogEventStatusCommandLineOrEnvironment(TestedSystem system) throws Exception {
    system.send("x"); // with its key, so that a log could hold it
    List<String> secrets = secrets(system);
    assertThat(secrets)
        .as("an API key, private keys and a password")
        .hasSizeGreaterThanOrEqualTo(7);

    Map<String, String> seen = new LinkedHashMap<>();
    seen.putAll(logs(system));
    seen.putAll(processes());
    objects(system).forEach(object -> seen.put(name(object), Serialization.asYaml(object)));
    assertThat(seen).hasSizeGreaterThan(10);
    seen.forEach(
        (where, text) -> assertThat(secrets).as(where).noneMatch(secret -> text.contains(secret)));
  }

  /**
   * The key's secret part, whole passwords, and of each private key a line long enough to be
   * nothing else.
   */
  private static List<String> secrets(TestedSystem system) {
    List<String> found = new ArrayList<>();
    for (String value :
        SecretValues.in(system.client().secrets().inAnyNamespace().list().getItems())) {
      if (SecretValues.isApiKey(value)) {
        found.add(value.substring(17, 17 + TELLING));
        found.add(Base64.getEncoder().encodeToString(value.getBytes()).substring(28, 28 + TELLING));
      } else if (!value.contains("PRIVATE KEY")) {
        found.add(value);
        found.add(Base64.getEncoder().encodeToString(value.getBytes()));
      } else {
        String line = value.lines().skip(1).findFirst().orElseThrow();
        int end = Math.min(line.length(), 64);
        found.add(line.substring(Math.max(0, end - TELLING / 2), end));
      }
    }
    return found;
  }

  private static Map<String, String> logs(TestedSystem system) throws IOException {
    Map<String, String> logs = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(system.directory().logs())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        logs.put(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    assertThat(logs.keySet()).anyMatch(name -> name.contains("producer-runtime"));
    assertThat(logs.keySet()).anyMatch(name -> name.contains("operator"));
    return logs;
  }

  private static Map<String, String> processes() {
    Map<String, String> seen = new LinkedHashMap<>();
    ProcessHandle.current()
        .descendants()
        .filter(ProcessHandle::isAlive)
        .forEach(
            process ->
                Stream.of("cmdline", "environ")
                    .map(file -> Path.of("/proc", Long.toString(process.pid()), file))
                    .filter(Files::isReadable)
                    .forEach(file -> seen.put(file.toString(), content(file))));
    return seen;
  }

  private static String content(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // a process that has just ended shows nothing
    }
  }

  private static List<HasMetadata> objects(TestedSystem system) {
    String namespace = system.parts().examples().namespace();
    List<HasMetadata> objects = new ArrayList<>();
    objects.addAll(
        system.client().resources(RestProducer.class).inAnyNamespace().list().getItems());
    objects.addAll(system.client().resources(ServiceId.class).inAnyNamespace().list().getItems());
    objects.addAll(system.client().v1().events().inAnyNamespace().list().getItems());
    objects.addAll(system.client().configMaps().inNamespace(namespace).list().getItems());
    objects.addAll(system.client().pods().inNamespace(namespace).list().getItems());
    objects.addAll(system.client().services().inNamespace(namespace).list().getItems());
    objects.addAll(system.client().apps().deployments().inNamespace(namespace).list().getItems());
    return objects;
  }

  private static String name(HasMetadata object) {
    return object.getKind() + " " + object.getMetadata().getName();
  }
}
