package io.restproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs that are not ours. One that is not installed, or cannot be, skips its test by name.
 *
 * @param directory where they run
 */
record ForeignProgram(Path directory, Map<String, String> environment) {
  private static final long MOST_SECONDS = 180;

  /** What one has said, and how it ended. */
  record Ended(int code, String output, String errors) {}

  ForeignProgram(Path directory) {
    this(directory, Map.of());
  }

  ForeignProgram with(Map<String, String> variables) {
    return new ForeignProgram(directory, variables);
  }

  /** Its output; it must succeed. */
  String run(Object... command) {
    Ended ended = end(command);
    assertThat(ended.code()).as("%s%n%s", ended.output(), ended.errors()).isZero();
    return ended.output();
  }

  Ended end(Object... command) {
    List<String> words = new ArrayList<>();
    for (Object word : command) {
      words.add(word.toString());
    }
    try {
      Path output = Files.createTempFile("program", ".out");
      Path errors = Files.createTempFile("program", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(words)
              .directory(directory.toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(words + " runs for more than " + MOST_SECONDS + " s");
      }
      Ended ended = new Ended(process.exitValue(), text(output), text(errors));
      Files.delete(output);
      Files.delete(errors);
      return ended;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where {@code program} lies; skips the test where it is not installed. */
  static Path path(String program) {
    need(program);
    return onPath(program).findFirst().orElseThrow();
  }

  /** Skips the test unless all of {@code programs} are on the PATH. */
  static void need(String... programs) {
    for (String program : programs) {
      Assumptions.assumeTrue(
          onPath(program).findAny().isPresent(), program + " is not installed here");
    }
  }

  /** A file or folder of the test resources. */
  static Path resource(String name) {
    try {
      return Path.of(ForeignProgram.class.getResource("/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Python with the packages of a {@code requirements.txt}, in an environment under target/. */
  static Path python(Path requirements) {
    need("python3");
    Path home = Path.of("target", "python-" + requirements.getParent().getFileName());
    Path python = home.resolve("bin").resolve("python").toAbsolutePath();
    ForeignProgram here = new ForeignProgram(Path.of("").toAbsolutePath());
    if (!Files.isExecutable(python)) {
      skipUnless(here.end("python3", "-m", "venv", home), "python3 has no venv here");
    }
    skipUnless(
        here.end(python, "-m", "pip", "install", "--quiet", "--requirement", requirements),
        "packages for Python cannot be had here");
    return python;
  }

  /** A folder of the test resources with the packages of its lock file, copied to target/. */
  static Path node(String name) {
    need("node", "npm");
    Path home = Path.of("target", "node", name).toAbsolutePath();
    try (Stream<Path> files = Files.list(resource(name))) {
      Files.createDirectories(home);
      for (Path file : files.toList()) {
        Files.copy(file, home.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    skipUnless(
        new ForeignProgram(home).end("npm", "ci", "--no-audit", "--no-fund"),
        "packages for Node cannot be had here");
    return home;
  }

  static void skipUnless(Ended ended, String otherwise) {
    Assumptions.assumeTrue(
        ended.code() == 0, () -> otherwise + ": " + ended.errors().lines().findFirst().orElse(""));
  }

  private static Stream<Path> onPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable);
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
