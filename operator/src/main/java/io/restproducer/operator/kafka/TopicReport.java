package io.restproducer.operator.kafka;

import java.util.OptionalInt;

/**
 * What became of one declared topic.
 *
 * @param name the topic
 * @param partitions that it has now; empty when that is not known
 * @param state of a closed list
 * @param reason of a closed list; {@code AS_DECLARED} unless the state says otherwise
 * @param message for people: what differs, both numbers, what to do; empty when all is well
 */
public record TopicReport(
    String name, OptionalInt partitions, TopicState state, TopicReason reason, String message) {
  static TopicReport good(String name, int partitions, TopicState state) {
    return new TopicReport(name, OptionalInt.of(partitions), state, TopicReason.AS_DECLARED, "");
  }

  static TopicReport bad(String name, OptionalInt partitions, TopicReason reason, String message) {
    return new TopicReport(name, partitions, reason.state(), reason, message);
  }
}
