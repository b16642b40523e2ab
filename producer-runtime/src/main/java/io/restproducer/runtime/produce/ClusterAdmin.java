package io.restproducer.runtime.produce;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Questions to the cluster; it never changes anything there. */
final class ClusterAdmin implements TopicLookup, AutoCloseable {
  private static final int LOOKUP_MILLIS = 3_000;
  private static final String MIN_IN_SYNC_REPLICAS = "min.insync.replicas";

  private final Map<String, Object> options;
  private volatile Admin admin;
  private boolean closed;

  ClusterAdmin(Map<String, Object> options) {
    this.options = options;
  }

  /**
   * The brokers that are up, in at most {@code millis}. Makes the client if there is none yet, and
   * so may wait for name resolution: not for an I/O thread.
   *
   * @throws KafkaException if none can be made, for example because no address resolves
   */
  CompletionStage<Collection<Node>> brokers(int millis) {
    return connected()
        .describeCluster(new DescribeClusterOptions().timeoutMs(millis))
        .nodes()
        .toCompletionStage();
  }

  @Override
  public Map<String, CompletionStage<Optional<Topic>>> find(Collection<String> names) {
    Admin connected = admin;
    if (connected == null) {
      TimeoutException early = new TimeoutException("Kafka was not reached yet");
      return each(names, name -> CompletableFuture.failedFuture(early));
    }
    Map<ConfigResource, KafkaFuture<Config>> configs =
        connected
            .describeConfigs(
                names.stream().map(ClusterAdmin::topic).toList(),
                new DescribeConfigsOptions().timeoutMs(LOOKUP_MILLIS))
            .values();
    Map<String, KafkaFuture<TopicDescription>> topics =
        connected
            .describeTopics(names, new DescribeTopicsOptions().timeoutMs(LOOKUP_MILLIS))
            .topicNameValues();
    return each(names, name -> found(topics.get(name), configs.get(topic(name))));
  }

  /** Whoever may not see the configuration may still write. */
  private static CompletionStage<Optional<Topic>> found(
      KafkaFuture<TopicDescription> topic, KafkaFuture<Config> config) {
    return topic
        .toCompletionStage()
        .handle((description, failure) -> present(description, failure))
        .thenCombine(
            config
                .toCompletionStage()
                .handle((settings, failure) -> number(settings, MIN_IN_SYNC_REPLICAS)),
            (present, least) -> present.map(it -> new Topic(least, it.partitions())));
  }

  private static <T> Map<String, T> each(Collection<String> names, Function<String, T> answer) {
    return names.stream().collect(Collectors.toMap(name -> name, answer));
  }

  private static ConfigResource topic(String name) {
    return new ConfigResource(ConfigResource.Type.TOPIC, name);
  }

  /** {@code message.max.bytes} of a broker and {@code max.message.bytes} of {@code topics}. */
  CompletionStage<SizeLimitsOfKafka> limits(Node broker, Set<String> topics) {
    List<ConfigResource> asked = new ArrayList<>();
    asked.add(new ConfigResource(ConfigResource.Type.BROKER, broker.idString()));
    topics.forEach(topic -> asked.add(topic(topic)));
    Map<String, Integer> ofTopics = new HashMap<>();
    CompletableFuture<OptionalInt> ofBroker = new CompletableFuture<>();
    List<CompletableFuture<?>> all = new ArrayList<>();
    admin
        .describeConfigs(asked)
        .values()
        .forEach(
            (resource, future) ->
                all.add(
                    future
                        .toCompletionStage()
                        .handle((config, failure) -> number(config, sizeLimit(resource)))
                        .thenAccept(
                            number -> {
                              if (resource.type() == ConfigResource.Type.BROKER) {
                                ofBroker.complete(number);
                              } else {
                                synchronized (ofTopics) {
                                  number.ifPresent(n -> ofTopics.put(resource.name(), n));
                                }
                              }
                            })
                        .toCompletableFuture()));
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
        .thenApply(done -> new SizeLimitsOfKafka(ofBroker.join(), ofTopics));
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }

  private synchronized Admin connected() {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    if (admin == null) {
      admin = Admin.create(options);
    }
    return admin;
  }

  private static Optional<TopicDescription> present(
      TopicDescription description, Throwable failure) {
    if (failure == null) {
      return Optional.of(description);
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof UnknownTopicOrPartitionException
        || cause instanceof InvalidTopicException) {
      return Optional.empty();
    }
    throw new CompletionException(cause);
  }

  private static String sizeLimit(ConfigResource resource) {
    return resource.type() == ConfigResource.Type.BROKER
        ? "message.max.bytes"
        : "max.message.bytes";
  }

  private static OptionalInt number(Config config, String name) {
    ConfigEntry entry = config == null ? null : config.get(name);
    return entry == null || entry.value() == null
        ? OptionalInt.empty()
        : OptionalInt.of(Integer.parseInt(entry.value()));
  }

  /** What Kafka itself accepts, in bytes, as far as it told. */
  record SizeLimitsOfKafka(OptionalInt broker, Map<String, Integer> topics) {
    static final SizeLimitsOfKafka UNKNOWN = new SizeLimitsOfKafka(OptionalInt.empty(), Map.of());

    SizeLimitsOfKafka {
      topics = Map.copyOf(topics);
    }
  }
}
