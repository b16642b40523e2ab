package io.restproducer.quickstart;

import io.restproducer.dev.kubernetes.process.OwnerOnlyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The file that scripts source: its presence says that everything is up. It names files with
 * secrets, never a secret.
 */
final class EnvFile {
  private final Map<String, String> values = new LinkedHashMap<>();

  EnvFile with(String name, Object value) {
    values.put(name, String.valueOf(value));
    return this;
  }

  /** Writes all lines at once, so that nobody reads half a file. */
  void write(Path file) {
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    OwnerOnlyFile.write(unfinished, lines());
    try {
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  String lines() {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + ShellWord.quoted(entry.getValue()) + "\n")
        .collect(Collectors.joining());
  }
}
