package io.restproducer.runtime.produce;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Asks Kafka for a topic, without making it. */
interface TopicLookup {
  /** The topic, or nothing if there is none; fails when Kafka gives no answer. */
  CompletionStage<Optional<Topic>> find(String name);

  /**
   * A topic that exists.
   *
   * @param minInSyncReplicas its {@code min.insync.replicas}; 1 if Kafka does not tell
   */
  record Topic(int minInSyncReplicas) {}
}
