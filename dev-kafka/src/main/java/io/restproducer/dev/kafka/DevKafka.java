package io.restproducer.dev.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real Kafka broker inside this process, for tests and for trying things out. It keeps its port
 * and its data over {@link #stop()} and {@link #restart()}, and never makes a topic by itself.
 */
public final class DevKafka implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int ATTEMPTS = 5;
  private static final int FOLLOWER_ID = 2;

  private final BrokerProperties properties;
  private final String clusterId;
  private KafkaRaftServer server;

  private DevKafka(BrokerProperties properties, String clusterId) {
    this.properties = properties;
    this.clusterId = clusterId;
  }

  /**
   * Starts a broker on the loopback address and returns when it takes requests.
   *
   * @param directory where the broker keeps its data; an earlier broker's data there is used again
   * @param port where it listens; 0: a free port
   * @param brokerOverrides broker settings that win over the ones made here
   */
  public static DevKafka start(Path directory, int port, Map<String, String> brokerOverrides) {
    return start(directory, LOOPBACK, port, brokerOverrides);
  }

  /**
   * Starts a broker on free ports that has a secured listener beside the open one.
   *
   * @see #start(Path, int, Map)
   */
  public static DevKafka startSecured(
      Path directory, SecuredListener secured, Map<String, String> brokerOverrides) {
    return start(directory, LOOPBACK, 0, Optional.of(secured), brokerOverrides);
  }

  static DevKafka start(Path directory, String host, int port, Map<String, String> overrides) {
    return start(directory, host, port, Optional.empty(), overrides);
  }

  private static DevKafka start(
      Path directory,
      String host,
      int port,
      Optional<SecuredListener> secured,
      Map<String, String> overrides) {
    if (port != 0 && !FreePort.isFree(host, port)) {
      throw new IllegalStateException(
          "port %d of %s is taken; choose another, or 0 for a free one".formatted(port, host));
    }
    for (int attempt = 1; ; attempt++) {
      int brokerPort = port == 0 ? FreePort.on(host) : port;
      DevKafka kafka =
          new DevKafka(
              new BrokerProperties(
                  BrokerProperties.CONTROLLER_ID,
                  directory.toAbsolutePath(),
                  host,
                  brokerPort,
                  FreePort.on(host),
                  secured,
                  secured.isPresent() ? FreePort.on(host) : 0,
                  Map.copyOf(overrides)),
              Uuid.randomUuid().toString());
      try {
        kafka.format();
        kafka.restart();
        return kafka;
      } catch (RuntimeException e) {
        kafka.stop();
        // Between finding a free port and listening on it somebody else may have taken it.
        if (port != 0 || attempt == ATTEMPTS || !isTakenPort(e)) {
          throw e;
        }
      }
    }
  }

  /**
   * Starts a second broker of this one's cluster, for replicas of topics; it needs this one.
   *
   * @param directory where it keeps its data
   */
  public DevKafka startFollower(Path directory) {
    DevKafka follower =
        new DevKafka(
            new BrokerProperties(
                FOLLOWER_ID,
                directory.toAbsolutePath(),
                properties.host(),
                FreePort.on(properties.host()),
                properties.controllerPort(),
                Optional.empty(),
                0,
                properties.overrides()),
            clusterId);
    follower.format();
    follower.restart();
    return follower;
  }

  /** {@code host:port} for clients. */
  public String bootstrapServers() {
    return properties.host() + ":" + properties.port();
  }

  /** {@code host:port} of the secured listener, for clients that it lets in. */
  public String securedBootstrapServers() {
    return properties.host() + ":" + properties.securedPort();
  }

  /** Stops the broker and returns when it is down; its data stays. */
  public synchronized void stop() {
    if (server != null) {
      server.shutdown();
      server.awaitShutdown();
      server = null;
    }
  }

  /** Starts a stopped broker again, on the same port and data; a running one is left alone. */
  public synchronized void restart() {
    if (server == null) {
      server = new KafkaRaftServer(new KafkaConfig(properties.toProperties(), false), Time.SYSTEM);
      server.startup();
    }
  }

  @Override
  public void close() {
    stop();
  }

  private void format() {
    Path data = properties.data();
    try {
      Files.createDirectories(data);
      if (Files.exists(data.resolve("meta.properties"))) {
        return;
      }
      new Formatter()
          .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
          .setNodeId(properties.nodeId())
          .setClusterId(clusterId)
          .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
          .addDirectory(data.toString())
          .setMetadataLogDirectory(data.toString())
          .setReleaseVersion(MetadataVersion.latestProduction())
          .run();
    } catch (IOException e) {
      throw new IllegalStateException("cannot make the broker's directory " + data, e);
    } catch (Exception e) {
      throw new IllegalStateException("cannot format the broker's directory " + data, e);
    }
  }

  private static boolean isTakenPort(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return true;
      }
    }
    return false;
  }
}
