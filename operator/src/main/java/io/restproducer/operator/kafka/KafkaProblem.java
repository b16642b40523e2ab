package io.restproducer.operator.kafka;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** A failure of the admin client in the words of {@link TopicReason}. */
record KafkaProblem(TopicReason reason, String message) {
  private static final int MESSAGE_LIMIT = 300;

  static KafkaProblem of(Throwable failure) {
    Throwable cause = cause(failure);
    return new KafkaProblem(reason(cause), message(cause));
  }

  /** The failure itself, without what futures wrap around it. */
  static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static TopicReason reason(Throwable cause) {
    if (cause instanceof AuthenticationException) {
      return TopicReason.AUTHENTICATION_FAILED;
    } else if (cause instanceof AuthorizationException) {
      return TopicReason.NOT_AUTHORIZED;
    } else if (cause instanceof InvalidConfigurationException) {
      return TopicReason.CONFIG_REFUSED;
    } else if (cause instanceof InvalidTopicException) {
      return TopicReason.NAME_REFUSED;
    } else if (cause instanceof InvalidPartitionsException) {
      return TopicReason.PARTITIONS_REFUSED;
    } else if (cause instanceof InvalidReplicationFactorException) {
      return TopicReason.REPLICATION_FACTOR_REFUSED;
    } else if (cause instanceof PolicyViolationException) {
      return TopicReason.POLICY_REFUSED;
    } else if (cause instanceof UnsupportedVersionException) {
      return TopicReason.UNSUPPORTED_BY_BROKER;
    } else if (cause instanceof UnknownTopicOrPartitionException) {
      return TopicReason.NOT_YET_VISIBLE;
    } else if (cause instanceof RetriableException || cause instanceof TimeoutException) {
      return TopicReason.KAFKA_UNREACHABLE;
    }
    return isUnresolvable(cause) ? TopicReason.BOOTSTRAP_UNRESOLVABLE : TopicReason.KAFKA_ERROR;
  }

  /** Only the making of a client fails so: with a ConfigException about its bootstrap servers. */
  private static boolean isUnresolvable(Throwable cause) {
    return cause instanceof ConfigException
        || cause instanceof KafkaException && cause.getCause() instanceof ConfigException;
  }

  /** Kafka's own words, made fit for a condition. */
  private static String message(Throwable cause) {
    Throwable telling =
        isUnresolvable(cause) && cause.getCause() != null ? cause.getCause() : cause;
    String text = telling.getMessage() == null ? "" : telling.getMessage().strip();
    String said = text.isEmpty() ? telling.getClass().getSimpleName() : text;
    return said.substring(0, Math.min(MESSAGE_LIMIT, said.length())).replaceAll("\\p{Cntrl}", " ");
  }
}
