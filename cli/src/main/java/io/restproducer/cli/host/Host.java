package io.restproducer.cli.host;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What the tool has of the machine that it runs on, so that a test can choose it.
 *
 * @param directory what relative file names begin at
 * @param terminals which of 0 (input), 1 (output), 2 (errors) are a terminal
 * @param random a cryptographically strong source
 */
public record Host(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path directory,
    Set<Integer> terminals,
    Clock clock,
    RandomGenerator random) {
  private static final String TERMINALS = "restproducer.terminals";

  /** This process's own; the start script says what is a terminal. */
  public static Host ofProcess() {
    String terminals = System.getProperty(TERMINALS, "");
    return new Host(
        System.in,
        utf8(FileDescriptor.out),
        utf8(FileDescriptor.err),
        System.getenv(),
        Path.of("").toAbsolutePath(),
        Set.copyOf(terminals.chars().mapToObj(c -> c - '0').distinct().toList()),
        Clock.systemUTC(),
        new SecureRandom());
  }

  /** A variable that is set and not empty. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /** A file as the user means it. */
  public Path file(String name) {
    return directory.resolve(name);
  }

  /** Whether what is printed for people may be in colours. */
  public boolean colours(int stream) {
    return terminals.contains(stream)
        && variable("NO_COLOR").isEmpty()
        && !"dumb".equals(environment.get("TERM"));
  }

  private static PrintStream utf8(FileDescriptor stream) {
    return new PrintStream(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
  }
}
