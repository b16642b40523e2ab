package io.restproducer.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a scenario measured, for the table in docs/cluster-tests.md: printed and kept in target/.
 */
final class Figures {
  private static final Path FILE = Path.of("target", "figures.txt");

  private Figures() {}

  static void note(String scenario, String figure) {
    String line = "figure: " + scenario + ": " + figure + System.lineSeparator();
    System.out.print(line);
    try {
      Files.writeString(FILE, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + FILE, e);
    }
  }
}
