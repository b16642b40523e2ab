package io.restproducer.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** The release that this is. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    try (InputStream file = Version.class.getResourceAsStream("/cli-version.txt")) {
      return new String[] {
        Program.NAME + " " + new String(file.readAllBytes(), StandardCharsets.UTF_8).strip()
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
