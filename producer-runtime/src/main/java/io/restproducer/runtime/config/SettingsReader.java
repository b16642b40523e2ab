package io.restproducer.runtime.config;

import static io.restproducer.contract.RuntimeEnvironment.MAX_KEY_SIZE;
import static io.restproducer.contract.RuntimeEnvironment.MAX_MESSAGE_SIZE;

import io.restproducer.contract.MountedFiles;
import io.restproducer.contract.ProducerOptions;
import io.restproducer.contract.RuntimeConfiguration;
import io.restproducer.contract.RuntimeConfiguration.Authentication;
import io.restproducer.contract.RuntimeConfiguration.Listeners;
import io.restproducer.contract.RuntimeConfiguration.Logging;
import io.restproducer.contract.RuntimeConfiguration.Mechanism;
import io.restproducer.contract.RuntimeConfiguration.ServerTls;
import io.restproducer.contract.Sha256;
import io.restproducer.runtime.limits.Capacity;
import io.restproducer.runtime.limits.SizeLimits;
import io.restproducer.runtime.tls.TlsPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads settings from the mounted file and the environment, and reports all problems at once. */
public final class SettingsReader {
  private static final String CLIENT_AUTH_PORT = "CLIENT_AUTH_PORT";
  private static final int DEFAULT_MAX_KEY_SIZE = 4096;
  private static final int DEFAULT_MAX_MESSAGE_SIZE = 65536;
  private static final int LARGEST_KEY = 65536;
  private static final int LARGEST_MESSAGE = 100 << 20;
  private static final Set<String> LEVELS = Set.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE");
  private static final Pattern BROKERS = Pattern.compile("[^,\\s]+:\\d{1,5}(,[^,\\s]+:\\d{1,5})*");
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  private final Path directory;
  private final Map<String, String> environment;
  private final long heap;
  private final List<String> problems = new ArrayList<>();

  private SettingsReader(Path directory, Map<String, String> environment, long heap) {
    this.directory = directory;
    this.environment = environment;
    this.heap = heap;
  }

  /**
   * The settings in {@code directory} and {@code environment}.
   *
   * @param heap bytes that the Java heap may grow to; bounds what is held in flight
   */
  public static Settings read(Path directory, Map<String, String> environment, long heap)
      throws InvalidSettings {
    return new SettingsReader(directory, environment, heap).read();
  }

  private Settings read() throws InvalidSettings {
    int maxKeySize = number(MAX_KEY_SIZE, DEFAULT_MAX_KEY_SIZE, 0, LARGEST_KEY);
    int maxMessageSize = number(MAX_MESSAGE_SIZE, DEFAULT_MAX_MESSAGE_SIZE, 1, LARGEST_MESSAGE);
    SizeLimits sizes = new SizeLimits(maxKeySize, maxMessageSize);
    Capacity capacity = Capacity.of(heap, sizes);
    capacity.problem(sizes).ifPresent(problems::add);

    byte[] bytes = configurationBytes();
    RuntimeConfiguration file = parse(bytes);
    if (file == null) {
      throw new InvalidSettings(problems);
    }
    if (file.producer() == null
        || file.producer().namespace() == null
        || file.producer().name() == null) {
      problems.add(MountedFiles.CONFIGURATION + " lacks producer, or its namespace or name");
    }
    Listeners ports = file.listeners() == null ? new Listeners(-1, -1) : file.listeners();
    Settings settings =
        new Settings(
            directory,
            file.producer(),
            Sha256.of(bytes),
            verifier(file),
            environment.getOrDefault("BIND_ADDRESS", "0.0.0.0"),
            port("API_PORT", ports.api()),
            clientAuthPort(ports.clientAuth()),
            port("MANAGEMENT_PORT", ports.management()),
            tls(file),
            kafka(file),
            sizes,
            capacity,
            logging(file.logging()),
            drain(file));
    if (!problems.isEmpty()) {
      throw new InvalidSettings(problems);
    }
    return settings;
  }

  private byte[] configurationBytes() {
    Path path = directory.resolve(MountedFiles.CONFIGURATION);
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      problems.add(path + " cannot be read (" + e.getClass().getSimpleName() + ")");
      return new byte[0];
    }
  }

  private RuntimeConfiguration parse(byte[] bytes) {
    if (bytes.length == 0) {
      return null;
    }
    try {
      return RuntimeConfiguration.parse(bytes);
    } catch (IllegalArgumentException e) {
      problems.add(MountedFiles.CONFIGURATION + ": " + e.getMessage());
      return null;
    }
  }

  private PublicKey verifier(RuntimeConfiguration file) {
    try {
      return file.keyTableVerifier();
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage());
      return null;
    }
  }

  private OptionalInt clientAuthPort(OptionalInt written) {
    return written.isPresent() || environment.containsKey(CLIENT_AUTH_PORT)
        ? OptionalInt.of(port(CLIENT_AUTH_PORT, written.orElse(0)))
        : OptionalInt.empty();
  }

  private ServerTls tls(RuntimeConfiguration file) {
    ServerTls wanted = file.serverTls().orElse(ServerTls.STANDARD);
    problems.addAll(TlsPolicy.problems(wanted));
    return wanted;
  }

  private RuntimeConfiguration.Kafka kafka(RuntimeConfiguration file) {
    RuntimeConfiguration.Kafka kafka = file.kafka();
    String brokers = kafka == null ? null : kafka.bootstrapServers();
    if (brokers == null || !BROKERS.matcher(brokers).matches()) {
      problems.add("kafka.bootstrapServers must be host:port[,host:port...], not " + brokers);
    }
    if (kafka != null) {
      problems.addAll(ProducerOptions.problems(kafka.producer()));
      kafka.authentication().ifPresent(who -> authentication(who, kafka.tls().isPresent()));
      if (kafka.serviceIdHeader().filter(name -> !HEADER.matcher(name).matches()).isPresent()) {
        problems.add("kafka.serviceIdHeader must be 1 to 128 of A-Z a-z 0-9 . _ -");
      }
    }
    return kafka;
  }

  private void authentication(Authentication who, boolean tls) {
    if (who.mechanism() == null) {
      problems.add("kafka.authentication lacks mechanism");
    } else if (who.mechanism() == Mechanism.TLS) {
      if (!tls) {
        problems.add("kafka.authentication with a client certificate (TLS) needs kafka.tls");
      }
    } else if (who.username().filter(name -> !name.isEmpty()).isEmpty()) {
      problems.add("kafka.authentication lacks username");
    }
  }

  private Logging logging(Logging written) {
    if (written == null) {
      return new Logging("INFO", "json");
    }
    if (!LEVELS.contains(String.valueOf(written.level()))) {
      problems.add("logging.level must be one of " + LEVELS + ", not " + written.level());
    }
    if (!Set.of("json", "text").contains(String.valueOf(written.format()))) {
      problems.add("logging.format must be json or text, not " + written.format());
    }
    return written;
  }

  private Duration drain(RuntimeConfiguration file) {
    if (file.drainSeconds() < 0 || file.drainSeconds() > 3600) {
      problems.add("drainSeconds must be 0 to 3600, not " + file.drainSeconds());
    }
    return Duration.ofSeconds(file.drainSeconds());
  }

  private int port(String name, int written) {
    return environment.containsKey(name) || written < 0 || written > 65535
        ? number(name, written, 0, 65535)
        : written;
  }

  private int number(String name, int ifAbsent, int least, int most) {
    String text = environment.getOrDefault(name, Integer.toString(ifAbsent));
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below, together with numbers out of range
    }
    problems.add(name + " must be a whole number from " + least + " to " + most + ", not " + text);
    return least;
  }
}
