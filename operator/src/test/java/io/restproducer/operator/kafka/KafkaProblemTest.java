package io.restproducer.operator.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;

final class KafkaProblemTest {
  @Test
  void everyFailureHasAReasonFromTheClosedList() {
    assertReason(new SaslAuthenticationException("x"), TopicReason.AUTHENTICATION_FAILED);
    assertReason(new SslAuthenticationException("x"), TopicReason.TLS_FAILED);
    assertReason(new TopicAuthorizationException("x"), TopicReason.NOT_AUTHORIZED);
    assertReason(new ClusterAuthorizationException("x"), TopicReason.NOT_AUTHORIZED);
    assertReason(new InvalidConfigurationException("x"), TopicReason.CONFIG_REFUSED);
    assertReason(
        new InvalidReplicationFactorException("x"), TopicReason.REPLICATION_FACTOR_REFUSED);
    assertReason(new PolicyViolationException("x"), TopicReason.POLICY_REFUSED);
    assertReason(new UnsupportedVersionException("x"), TopicReason.UNSUPPORTED_BY_BROKER);
    assertReason(new TimeoutException("x"), TopicReason.KAFKA_UNREACHABLE);
    assertReason(new DisconnectException("x"), TopicReason.KAFKA_UNREACHABLE);
    assertReason(new java.util.concurrent.TimeoutException(), TopicReason.KAFKA_UNREACHABLE);
    assertReason(
        new KafkaException("Failed to create", new ConfigException("no such host")),
        TopicReason.BOOTSTRAP_UNRESOLVABLE);
    assertReason(new IllegalStateException("x"), TopicReason.KAFKA_ERROR);
  }

  @Test
  void onlyWhatMayPassByItselfIsWaitedFor() {
    assertThat(TopicReason.AUTHENTICATION_FAILED.state()).isEqualTo(TopicState.WAITING_FOR_KAFKA);
    assertThat(TopicReason.NOT_AUTHORIZED.state().needsPeople()).isTrue();
    assertThat(TopicReason.KAFKA_ERROR.state().needsPeople()).isFalse();
  }

  @Test
  void keepsKafkasWordsShortAndOnOneLine() {
    String words = "first\nsecond " + "x".repeat(400);

    assertThat(KafkaProblem.of(new TimeoutException(words)).message())
        .startsWith("first second xxx")
        .hasSize(300);
  }

  @Test
  void namesTheFailureThatHasNoWords() {
    assertThat(KafkaProblem.of(new DisconnectException()).message())
        .isEqualTo("DisconnectException");
  }

  private static void assertReason(Throwable failure, TopicReason reason) {
    assertThat(KafkaProblem.of(failure).reason()).as("%s", failure).isEqualTo(reason);
    assertThat(KafkaProblem.of(new CompletionException(failure)).reason()).isEqualTo(reason);
  }
}
