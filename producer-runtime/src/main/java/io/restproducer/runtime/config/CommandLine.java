package io.restproducer.runtime.config;

import java.nio.file.Path;
import java.util.List;

/** What was asked for on the command line. */
public sealed interface CommandLine {
  /** Run with the files of {@code directory}. */
  record Run(Path directory) implements CommandLine {}

  /** Print the help and end. */
  record Help() implements CommandLine {}

  /** Understood nothing: {@code message} says why. */
  record Mistake(String message) implements CommandLine {}

  /** Text of {@code --help}. */
  String HELP =
      """
      Usage: java -jar producer-runtime.jar --config DIR

      Takes records over HTTPS and writes them to Kafka.

        --config DIR   directory with runtime.json, key-table, server-tls/tls.crt, server-tls/tls.key,
                       and for client certificates clients-trust/ca.crt, sealing-keys/<id>.key
        --help         this text

      Environment:
        MAX_KEY_SIZE      largest record key in bytes after decoding (default 4096)
        MAX_MESSAGE_SIZE  largest record value in bytes (default 65536)
        BIND_ADDRESS      address to listen on (default 0.0.0.0)
        API_PORT          HTTPS port, instead of the file's
        CLIENT_AUTH_PORT  HTTPS port for client certificates, instead of the file's, or of none
        MANAGEMENT_PORT   port for health, metrics, status and key table, instead of the file's
      """;

  /** Reads the arguments of {@code main}. */
  static CommandLine parse(List<String> arguments) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      return new Help();
    }
    if (arguments.size() == 2 && arguments.get(0).equals("--config")) {
      return new Run(Path.of(arguments.get(1)));
    }
    return new Mistake(
        arguments.isEmpty()
            ? "--config DIR is missing"
            : "expected --config DIR, got " + String.join(" ", arguments));
  }
}
