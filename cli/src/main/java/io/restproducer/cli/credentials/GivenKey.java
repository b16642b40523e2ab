package io.restproducer.cli.credentials;

import io.restproducer.cli.host.Failure;
import io.restproducer.cli.host.Host;
import io.restproducer.contract.ApiKey;
import java.nio.charset.StandardCharsets;

/** An API key that the user hands in. What is wrong with it is said without repeating it. */
public final class GivenKey {
  private static final int MOST = 4096;

  private GivenKey() {}

  /** From a file or, for {@code -}, from standard input. */
  public static ApiKey fromFile(Host host, String name) {
    return parse(new String(InputFile.read(host, name, MOST), StandardCharsets.UTF_8));
  }

  /** From an argument. */
  public static ApiKey parse(String text) {
    String line = text.strip().replaceFirst("(?i)^Authorization: *Bearer +", "");
    return ApiKey.parse(line)
        .orElseThrow(
            () ->
                new Failure(
                    "that is no API key: it begins with rpk_ and has 66 characters, the last of which check the others; this one has "
                        + line.length()
                        + ": copy it again"));
  }
}
