package io.restproducer.cli;

import io.restproducer.cli.host.Host;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tool in this JVM, as a user has it on a machine with one directory. */
final class Tool {
  private final Path directory;
  private final List<String> always = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private byte[] input = {};
  private Set<Integer> terminals = Set.of();
  private Clock clock = Clock.systemUTC();

  /** What one run has left. */
  record Result(int code, String out, String err) {}

  Tool(Path directory) {
    this.directory = directory;
    environment.put("HOME", directory.toString());
  }

  Tool always(String... arguments) {
    always.addAll(List.of(arguments));
    return this;
  }

  Tool with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Tool input(String text) {
    input = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  Tool terminals(Integer... streams) {
    terminals = Set.of(streams);
    return this;
  }

  Tool clock(Clock other) {
    clock = other;
    return this;
  }

  Path directory() {
    return directory;
  }

  Result run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Host host =
        new Host(
            new ByteArrayInputStream(input),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            directory,
            terminals,
            clock,
            new SecureRandom());
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(always);
    if (!always.isEmpty() && !all.contains("--timeout")) {
      all.addAll(List.of("--timeout", "20s"));
    }
    int code = new Program(host).run(all);
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
