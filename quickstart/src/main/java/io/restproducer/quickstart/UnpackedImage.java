package io.restproducer.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of a Java program's image, taken out of a docker archive ("docker save"), and how the
 * image starts it.
 */
final class UnpackedImage {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CLASS_PATH = "-cp";

  private final Path root;
  private final JsonNode settings;

  private UnpackedImage(Path root, JsonNode settings) {
    this.root = root;
    this.settings = settings;
  }

  /** Takes the archive apart in a new directory, with the times that its files carry. */
  static UnpackedImage of(Path archive, Path directory) {
    try {
      Path parts = Files.createDirectories(directory.resolve("archive"));
      Path root = Files.createDirectories(directory.resolve("root"));
      unpack(archive, parts);
      JsonNode manifest = JSON.readTree(parts.resolve("manifest.json").toFile()).path(0);
      for (JsonNode layer : manifest.path("Layers")) {
        unpack(parts.resolve(layer.asText()), root);
      }
      Path settings = parts.resolve(manifest.path("Config").asText());
      return new UnpackedImage(root, JSON.readTree(settings.toFile()).path("config"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the image " + archive, e);
    }
  }

  /** {@code java} with its arguments, all by their places outside of a container. */
  List<String> command() {
    List<String> entrypoint = new ArrayList<>(texts("Entrypoint"));
    entrypoint.set(0, java(entrypoint.get(0)).toString());
    int classPath = entrypoint.indexOf(CLASS_PATH) + 1;
    if (classPath == 0) {
      throw new QuickstartFailure("the image starts no class path: " + entrypoint);
    }
    entrypoint.set(
        classPath,
        Stream.of(read(entrypoint.get(classPath)).split(":"))
            .map(place -> inside(place).toString())
            .collect(Collectors.joining(":")));
    return List.copyOf(entrypoint);
  }

  /** An argument that names a file which holds it (java(1), "@argument files"), or the argument. */
  private String read(String argument) {
    try {
      return argument.startsWith("@")
          ? Files.readString(inside(argument.substring(1))).strip()
          : argument;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the image's class path " + argument, e);
    }
  }

  private Path java(String named) {
    return Stream.concat(Stream.of(""), path())
        .map(directory -> inside(directory + "/" + named))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new QuickstartFailure("the image has no program " + named));
  }

  private Stream<String> path() {
    Optional<String> path = texts("Env").stream().filter(v -> v.startsWith("PATH=")).findFirst();
    return path.stream().flatMap(value -> Stream.of(value.substring("PATH=".length()).split(":")));
  }

  private Path inside(String absolute) {
    return Path.of(root + absolute);
  }

  private List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    settings.path(name).forEach(value -> texts.add(value.asText()));
    return texts;
  }

  private static void unpack(Path archive, Path into) throws IOException {
    Process tar =
        new ProcessBuilder("tar", "-xf", archive.toString(), "-C", into.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(tar.getInputStream().readAllBytes());
    if (tar.onExit().join().exitValue() != 0) {
      throw new QuickstartFailure("tar cannot unpack " + archive + ": " + said.strip());
    }
  }
}
