package io.restproducer.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * A namespace for one scenario, with a RestProducer and a ServiceId; gone when the scenario ends.
 */
final class Stage implements AutoCloseable {
  private final Cluster cluster;
  private final String namespace;

  Stage(Cluster cluster, String scenario) {
    this.cluster = cluster;
    this.namespace =
        "ct-%s-%04x"
            .formatted(
                scenario.toLowerCase(Locale.ROOT), ThreadLocalRandom.current().nextInt(0x10000));
  }

  Cluster cluster() {
    return cluster;
  }

  String namespace() {
    return namespace;
  }

  /** The topic that the scenario's ServiceId may write. */
  String topic() {
    return namespace;
  }

  /** kubectl in the scenario's namespace. */
  String kubectl(String... arguments) {
    return cluster
        .kubectl()
        .run(
            Stream.concat(Stream.of("-n", namespace), Stream.of(arguments)).toArray(String[]::new));
  }

  /** Only the namespace, for what has to be there before all else. */
  void namespaceOnly() {
    cluster.kubectl().apply(yaml(cluster.bootstrapServers()).split("---")[0]);
  }

  /** Applies the scenario's RestProducer and ServiceId and waits until both are Ready. */
  Gateway ready() {
    Gateway gateway = applied(cluster.bootstrapServers());
    gateway.awaitReady();
    return gateway;
  }

  /** Applies both, with these brokers, and waits for nothing. */
  Gateway applied(String bootstrapServers) {
    cluster.kubectl().apply(yaml(bootstrapServers));
    return new Gateway(cluster, namespace, topic());
  }

  private String yaml(String bootstrapServers) {
    return filled(
        "gateway.yaml",
        Map.of(
            "namespace",
            namespace,
            "topic",
            topic(),
            "host",
            cluster.nodeAddress(),
            "bootstrapServers",
            bootstrapServers));
  }

  Lasting lasting() {
    return Lasting.of(cluster.client(), namespace);
  }

  /** What callers were told against what their topic holds. */
  Comparison compare(Outcomes outcomes) {
    return Comparison.of(
        outcomes, TopicContent.read(cluster.outsideBootstrapServers(), outcomes.topic()));
  }

  /** A YAML file of the test resources with values put in. */
  static String filled(String resource, Map<String, String> values) {
    try (var content = Stage.class.getResourceAsStream("/" + resource)) {
      String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
      for (var value : values.entrySet()) {
        text = text.replace("${" + value.getKey() + "}", value.getValue());
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  @Override
  public void close() {
    cluster.kubectl().run("delete", "namespace", namespace, "--ignore-not-found", "--timeout=120s");
  }
}
