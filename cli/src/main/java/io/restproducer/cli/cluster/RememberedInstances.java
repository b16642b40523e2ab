package io.restproducer.cli.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restproducer.cli.host.Failure;
import io.restproducer.cli.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Which RestProducer the user has chosen for each kube context; names only. */
final class RememberedInstances {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  private RememberedInstances(Path file) {
    this.file = file;
  }

  static RememberedInstances of(Host host) {
    Path configuration =
        host.variable("XDG_CONFIG_HOME")
            .map(Path::of)
            .orElseGet(
                () ->
                    Path.of(
                        host.variable("HOME").orElseGet(() -> System.getProperty("user.home")),
                        ".config"));
    return new RememberedInstances(configuration.resolve("restproducer").resolve("instances.json"));
  }

  /** {@code namespace/name}, if there is a choice. */
  Optional<String> of(String contextKey) {
    return Optional.of(read().path(contextKey).asText("")).filter(id -> !id.isEmpty());
  }

  void remember(String contextKey, String id) {
    ObjectNode all = read();
    if (id.equals(all.path(contextKey).asText())) {
      return;
    }
    all.put(contextKey, id);
    try {
      Files.createDirectories(file.getParent());
      Path unfinished = Files.createTempFile(file.getParent(), "instances", ".json");
      Files.writeString(unfinished, all.toPrettyString() + "\n");
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new Failure(
          "cannot remember the choice in "
              + file
              + " ("
              + e.getMessage()
              + "); give --restproducer "
              + id
              + " instead",
          e);
    }
  }

  private ObjectNode read() {
    try {
      return Files.exists(file) && JSON.readTree(file.toFile()) instanceof ObjectNode all
          ? all
          : JSON.createObjectNode();
    } catch (IOException e) {
      throw new Failure("cannot read " + file + ": mend it or remove it", e);
    }
  }
}
