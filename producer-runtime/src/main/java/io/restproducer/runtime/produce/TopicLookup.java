package io.restproducer.runtime.produce;

import java.util.concurrent.CompletionStage;

/** Asks Kafka whether a topic exists, without making it. Fails when Kafka gives no answer. */
interface TopicLookup {
  CompletionStage<Boolean> exists(String topic);
}
