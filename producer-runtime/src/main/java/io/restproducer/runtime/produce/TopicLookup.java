package io.restproducer.runtime.produce;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartitionInfo;

/** Asks Kafka for topics, without making them. */
interface TopicLookup {
  /** For each of {@code names} the topic, or nothing if there is none; fails without an answer. */
  Map<String, CompletionStage<Optional<Topic>>> find(Collection<String> names);

  /**
   * A topic that exists.
   *
   * @param minInSyncReplicas its {@code min.insync.replicas}; empty if Kafka does not tell
   */
  record Topic(OptionalInt minInSyncReplicas, List<TopicPartitionInfo> partitions) {}
}
