package io.restproducer.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A broker, its topics and a runtime that all tests of a class share: started before the first,
 * closed after the last. A test that needs a runtime of its own starts it at {@link #place}.
 */
final class Stand implements BeforeAllCallback, AfterAllCallback {
  private final Map<String, String> brokerOverrides = new HashMap<>();
  private final List<Consumer<TestBroker>> topics = new ArrayList<>();
  private Consumer<RuntimeFixture> settings = fixture -> {};
  private String[] granted = {};
  private Path directory;
  private TestBroker broker;
  private RuntimeFixture runtime;

  Stand brokerWith(String property, String value) {
    brokerOverrides.put(property, value);
    return this;
  }

  Stand topic(String name, int partitions) {
    return topic(name, partitions, Map.of());
  }

  Stand topic(String name, int partitions, Map<String, String> config) {
    topics.add(kafka -> kafka.createTopic(name, partitions, config));
    return this;
  }

  /** What the key may write to, beside {@link RuntimeFixture#TOPIC}. */
  Stand granting(String... names) {
    granted = names;
    return this;
  }

  Stand runtimeWith(Consumer<RuntimeFixture> change) {
    settings = change;
    return this;
  }

  TestBroker broker() {
    return broker;
  }

  RuntimeFixture runtime() {
    return runtime;
  }

  /** A directory that is gone after the last test. */
  Path place(String name) {
    return directory.resolve(name);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    directory = Files.createTempDirectory("stand");
    broker = new TestBroker(place("kafka"), brokerOverrides);
    topics.forEach(topic -> topic.accept(broker));
    runtime = new RuntimeFixture(place("config"));
    settings.accept(runtime);
    runtime.files(broker.bootstrapServers(), granted).start().awaitReady();
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    try {
      runtime.close();
    } finally {
      broker.close();
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(directory)) {
      files = new ArrayList<>(all.sorted().toList());
    }
    for (int i = files.size() - 1; i >= 0; i--) {
      Files.delete(files.get(i));
    }
  }
}
