package io.restproducer.operator.kafka;

import java.util.Map;
import java.util.OptionalInt;

/**
 * A topic that has to exist.
 *
 * @param name its name in Kafka
 * @param partitions at least this number, 1 or more
 * @param replicationFactor of a topic that is made; empty: the brokers' default
 * @param config topic configuration by Kafka's names; what is not named is left alone
 */
public record WantedTopic(
    String name, int partitions, OptionalInt replicationFactor, Map<String, String> config) {
  public WantedTopic {
    config = Map.copyOf(config);
  }
}
