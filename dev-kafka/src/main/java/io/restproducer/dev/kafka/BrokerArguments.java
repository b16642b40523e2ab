package io.restproducer.dev.kafka;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the command line of the broker process says. */
record BrokerArguments(
    String directory,
    String host,
    int port,
    Optional<String> addressFile,
    Map<String, String> overrides) {
  static final String USAGE =
      "usage: java -jar dev-kafka.jar --directory DIR --port N [--host 127.0.0.1]"
          + " [--address-file FILE] [--set NAME=VALUE]…";

  static BrokerArguments parse(String... arguments) {
    String directory = null;
    String host = "127.0.0.1";
    Integer port = null;
    String addressFile = null;
    Map<String, String> overrides = new LinkedHashMap<>();
    Iterator<String> rest = List.of(arguments).iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      if (!rest.hasNext()) {
        throw new IllegalArgumentException("option '" + option + "' has no value or is unknown");
      }
      String value = rest.next();
      switch (option) {
        case "--directory" -> directory = value;
        case "--host" -> host = value;
        case "--port" -> port = port(value);
        case "--address-file" -> addressFile = value;
        case "--set" -> set(overrides, value);
        default -> throw new IllegalArgumentException("unknown option '" + option + "'");
      }
    }
    if (directory == null || port == null) {
      throw new IllegalArgumentException("--directory and --port are needed");
    }
    return new BrokerArguments(
        directory, host, port, Optional.ofNullable(addressFile), Map.copyOf(overrides));
  }

  private static int port(String value) {
    try {
      int port = Integer.parseInt(value);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // told below, like a number out of range
    }
    throw new IllegalArgumentException("--port takes 0 (a free one) to 65535, not '" + value + "'");
  }

  private static void set(Map<String, String> overrides, String setting) {
    int equals = setting.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException("--set takes NAME=VALUE, not '" + setting + "'");
    }
    overrides.put(setting.substring(0, equals), setting.substring(equals + 1));
  }
}
