package io.restproducer.cli;

import io.restproducer.cli.host.Host;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/** A machine on which nothing is printed. */
record TestHost(Path directory) {
  Host host() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return new Host(
        InputStream.nullInputStream(),
        nowhere,
        nowhere,
        Map.of(),
        directory,
        Set.of(),
        Clock.systemUTC(),
        new SecureRandom());
  }
}
