package io.restproducer.operator.kafka;

import java.util.List;
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
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** A failure of the admin client in the words of {@link TopicReason}. */
record KafkaProblem(TopicReason reason, String message) {
  private static final int MESSAGE_LIMIT = 300;

  /** The first that fits counts: some of Kafka's exceptions extend others. */
  private static final List<Kind> KINDS =
      List.of(
          new Kind(SslAuthenticationException.class, TopicReason.TLS_FAILED),
          new Kind(AuthenticationException.class, TopicReason.AUTHENTICATION_FAILED),
          new Kind(AuthorizationException.class, TopicReason.NOT_AUTHORIZED),
          new Kind(InvalidTopicException.class, TopicReason.NAME_REFUSED),
          new Kind(InvalidPartitionsException.class, TopicReason.PARTITIONS_REFUSED),
          new Kind(InvalidReplicationFactorException.class, TopicReason.REPLICATION_FACTOR_REFUSED),
          new Kind(PolicyViolationException.class, TopicReason.POLICY_REFUSED),
          new Kind(UnsupportedVersionException.class, TopicReason.UNSUPPORTED_BY_BROKER),
          new Kind(UnknownTopicOrPartitionException.class, TopicReason.NOT_YET_VISIBLE),
          new Kind(RetriableException.class, TopicReason.KAFKA_UNREACHABLE),
          new Kind(TimeoutException.class, TopicReason.KAFKA_UNREACHABLE));

  private record Kind(Class<? extends Throwable> failure, TopicReason reason) {}

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
    return KINDS.stream()
        .filter(kind -> kind.failure().isInstance(cause))
        .findFirst()
        .map(Kind::reason)
        .orElseGet(() -> otherReason(cause));
  }

  /** Kafka's other configuration errors, of other meaning, extend this one: no subclass counts. */
  private static TopicReason otherReason(Throwable cause) {
    if (cause.getClass() == InvalidConfigurationException.class) {
      return TopicReason.CONFIG_REFUSED;
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
