package io.restproducer.runtime.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The configuration directory. In a pod a projected volume: {@code ..data} is resolved once and all
 * files are read behind it, so that half an update is never seen. A plain directory works, too.
 */
final class MountedDirectory {
  private static final String DATA = "..data";

  private final Path directory;

  MountedDirectory(Path directory) {
    this.directory = directory;
  }

  /** Where the files of one consistent update lie now. */
  Path resolve() throws IOException {
    Path data = directory.resolve(DATA);
    return Files.exists(data) ? data.toRealPath() : directory;
  }

  /** Differs whenever one of {@code files} may have changed. */
  static String version(Path base, String... files) throws IOException {
    List<Object> version = new ArrayList<>(List.of(base));
    for (String file : files) {
      Path path = base.resolve(file);
      if (Files.exists(path)) {
        BasicFileAttributes is = Files.readAttributes(path, BasicFileAttributes.class);
        version.add(is.lastModifiedTime() + " " + is.size() + " " + is.fileKey());
      } else {
        version.add("absent");
      }
    }
    return version.toString();
  }

  /** The bytes of {@code file}; empty when it is not there. */
  static Optional<byte[]> read(Path base, String file) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(base.resolve(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The bytes of those of {@code files} that are there, by their paths. */
  static Map<String, byte[]> read(Path base, List<String> files) throws IOException {
    Map<String, byte[]> content = new HashMap<>();
    for (String file : files) {
      read(base, file).ifPresent(bytes -> content.put(file, bytes));
    }
    return content;
  }

  /**
   * Paths, below {@code base}, of the files at any depth of {@code folder}, but for hidden ones.
   */
  static List<String> below(Path base, String folder) throws IOException {
    Path root = base.resolve(folder);
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
      return found
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .map(file -> base.relativize(file).toString())
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
