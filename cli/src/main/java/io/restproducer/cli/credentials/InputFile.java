package io.restproducer.cli.credentials;

import io.restproducer.cli.host.Failure;
import io.restproducer.cli.host.Host;
import io.restproducer.cli.host.OutputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;

/** What the user hands in: a file, or standard input for {@code -}. */
public final class InputFile {
  private static final String STANDARD_INPUT = "-";

  private InputFile() {}

  /**
   * Reads it.
   *
   * @param most bytes that are taken
   * @throws Failure if it cannot be read or is larger
   */
  public static byte[] read(Host host, String name, int most) {
    boolean piped = STANDARD_INPUT.equals(name);
    try (InputStream in = piped ? host.in() : Files.newInputStream(host.file(name))) {
      byte[] content = in.readNBytes(most + 1);
      if (content.length > most) {
        throw new Failure(
            "%s is too large: at most %d bytes are taken".formatted(word(name), most));
      }
      return content;
    } catch (IOException e) {
      throw new Failure("cannot read " + word(name) + ": " + OutputFile.reason(e), e);
    }
  }

  private static String word(String name) {
    return STANDARD_INPUT.equals(name) ? "standard input" : name;
  }
}
