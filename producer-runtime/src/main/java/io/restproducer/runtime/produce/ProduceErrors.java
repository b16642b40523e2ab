package io.restproducer.runtime.produce;

import io.restproducer.runtime.produce.InSyncReplicas.Shortage;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.protocol.Errors;

/**
 * What each of Kafka's errors means for the caller. After a record was handed over, every error
 * that does not prove "not written" leaves the outcome open.
 */
final class ProduceErrors {
  private static final String BATCH_WITH_INVALID =
      "Failed to append record because it was part of a batch";

  private ProduceErrors() {}

  /** The refusal for a record that the producer had accepted. */
  static Refusal afterHandOver(Throwable failure, String topic) {
    Errors error = Errors.forException(failure);
    return refusal(reason(error, failure), error, topic);
  }

  /** The refusal for a record that the producer did not accept: nothing was written. */
  static Refusal beforeHandOver(Throwable failure, String topic) {
    if (failure instanceof BufferExhaustedException) {
      return Refusal.of(
              Reason.BUSY,
              "The buffer for records on their way to Kafka is full. Nothing was written; try again"
                  + " shortly.")
          .aboutTopic(topic);
    }
    Errors error = Errors.forException(failure);
    Reason reason = reason(error, failure);
    return reason == Reason.OUTCOME_UNKNOWN ? unreachable(topic) : refusal(reason, error, topic);
  }

  /** Nobody could be asked, so there is no error of Kafka's own to tell. */
  static Refusal unreachable(String topic) {
    return Refusal.of(
            Reason.KAFKA_UNAVAILABLE,
            "Kafka cannot be reached now. Nothing was written; try again.")
        .aboutTopic(topic);
  }

  /**
   * Whether the broker refused a whole batch for the sake of another record in it, one that is
   * invalid. The client tells that in words only
   * (org.apache.kafka.clients.producer.internals.Sender).
   */
  static boolean provesNothingAppended(Throwable failure) {
    return failure.getClass() == KafkaException.class
        && failure.getMessage() != null
        && failure.getMessage().startsWith(BATCH_WITH_INVALID);
  }

  /** Whether the producer that met {@code failure} is of no use any more. */
  static boolean isFatal(Throwable failure) {
    return failure instanceof ClusterAuthorizationException
        || failure instanceof ProducerFencedException
        || failure instanceof InvalidProducerEpochException
        || failure instanceof InvalidPidMappingException
        || failure instanceof OutOfOrderSequenceException
        || failure instanceof UnsupportedVersionException;
  }

  /** It met an invalid one each time: somebody sends many of them. */
  static Refusal besideInvalid(String topic) {
    return Refusal.of(
            Reason.BUSY,
            "Other callers send many invalid records to this topic, and Kafka refuses what arrives"
                + " together with them. Nothing was written; try again shortly.")
        .aboutTopic(topic);
  }

  /** The producer knows better than to send it, and would wait for the partition to be added. */
  static Refusal noSuchPartition(String topic, int partition, int partitions) {
    return Refusal.of(
            Reason.RECORD_REJECTED,
            "The topic has no partition %d; it has %d, counted from 0. Leave the parameter out to have one chosen."
                .formatted(partition, partitions))
        .aboutTopic(topic);
  }

  /** The leader would not append it, and the producer would repeat it until nobody knows. */
  static Refusal tooFewReplicas(String topic, int partition, Shortage shortage) {
    return Refusal.of(
            Reason.KAFKA_UNAVAILABLE,
            "Partition %d of the topic has %d of the %d replicas in sync that it needs (min.insync.replicas). Nothing was written; try again."
                .formatted(partition, shortage.inSync(), shortage.needed()))
        .aboutTopic(topic)
        .withKafkaErrorCode(Errors.NOT_ENOUGH_REPLICAS.code());
  }

  static Reason reason(Errors error, Throwable failure) {
    if (failure instanceof AuthenticationException) {
      return Reason.KAFKA_FORBIDS;
    }
    if (failure instanceof InvalidTopicException) {
      return Reason.NO_SUCH_TOPIC;
    }
    return switch (error) {
      case INVALID_RECORD, INVALID_TIMESTAMP, UNSUPPORTED_FOR_MESSAGE_FORMAT, POLICY_VIOLATION ->
          Reason.RECORD_REJECTED;
      case MESSAGE_TOO_LARGE, RECORD_LIST_TOO_LARGE -> Reason.TOO_LARGE;
      case UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_TOPIC_ID, INVALID_TOPIC_EXCEPTION ->
          Reason.NO_SUCH_TOPIC;
      case TOPIC_AUTHORIZATION_FAILED,
          CLUSTER_AUTHORIZATION_FAILED,
          TRANSACTIONAL_ID_AUTHORIZATION_FAILED,
          SASL_AUTHENTICATION_FAILED ->
          Reason.KAFKA_FORBIDS;
      // Not here: NOT_LEADER_OR_FOLLOWER and KAFKA_STORAGE_ERROR. With acks=all a leader also
      // answers so when it loses its place, or its disk, while followers fetch what it appended.
      case NOT_ENOUGH_REPLICAS,
          CORRUPT_MESSAGE,
          LEADER_NOT_AVAILABLE,
          INVALID_REQUIRED_ACKS,
          THROTTLING_QUOTA_EXCEEDED,
          UNSUPPORTED_VERSION ->
          Reason.KAFKA_UNAVAILABLE;
      default -> Reason.OUTCOME_UNKNOWN;
    };
  }

  private static Refusal refusal(Reason reason, Errors error, String topic) {
    Refusal refusal = Refusal.of(reason, message(reason, error)).aboutTopic(topic);
    return error == Errors.UNKNOWN_SERVER_ERROR
        ? refusal
        : refusal.withKafkaErrorCode(error.code());
  }

  /** Kafka's own texts are not passed on: they name brokers. */
  private static String message(Reason reason, Errors error) {
    return switch (reason) {
      case RECORD_REJECTED ->
          "Kafka refused the record (%s). A compacted topic, for one, needs a key."
              .formatted(error.name());
      case TOO_LARGE ->
          "The broker or the topic refused the record as too large (%s); its limit is lower than"
                  .formatted(error.name())
              + " that of this API.";
      case NO_SUCH_TOPIC -> "The topic does not exist. Check its name, or have it created.";
      case KAFKA_FORBIDS ->
          "This API's own Kafka identity lacks a right on the topic or the cluster (%s). Nothing was"
                  .formatted(error.name())
              + " written; tell whoever runs this API.";
      case KAFKA_UNAVAILABLE ->
          "Kafka cannot take the record now (%s). Nothing was written; try again."
              .formatted(error.name());
      default ->
          "Kafka did not confirm the record in time (%s). It may or may not have been written; a"
                  .formatted(error.name())
              + " retry may write it twice.";
    };
  }
}
