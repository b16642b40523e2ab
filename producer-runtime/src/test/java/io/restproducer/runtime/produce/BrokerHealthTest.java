package io.restproducer.runtime.produce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BrokerHealthTest {
  private final AtomicLong nanos = new AtomicLong();
  private final BrokerHealth health = new BrokerHealth(nanos::get);

  @Test
  void isDownUntilKafkaWasReached() {
    assertThat(health.down()).isTrue();
    assertThat(health.reachedOnce()).isFalse();
    assertThat(health.probeIsDue()).isTrue();

    health.probeSucceeded();
    assertThat(health.down()).isFalse();
    assertThat(health.reachedOnce()).isTrue();
  }

  @Test
  void staysReachedOnceWhileDown() {
    health.probeSucceeded();
    health.probeFailed("BrokersUnreachable");

    assertThat(health.down()).isTrue();
    assertThat(health.problem()).isEqualTo("BrokersUnreachable");
    assertThat(health.reachedOnce()).isTrue();
  }

  @Test
  void probesWhenRecordsHaveWaitedASecondWithNoneAcknowledged() {
    health.probeSucceeded();
    health.handedOver();
    pass(900);
    assertThat(health.suspicious()).isFalse();
    assertThat(health.probeIsDue()).isFalse();

    pass(200);
    assertThat(health.suspicious()).isTrue();
    assertThat(health.probeIsDue()).isTrue();
  }

  @Test
  void trustsBrokersThatAcknowledge() {
    health.probeSucceeded();
    health.handedOver();
    health.handedOver();
    pass(900);
    health.answered(true);
    pass(900);

    assertThat(health.suspicious()).isFalse();
  }

  @Test
  void believesAnAcknowledgementMoreThanAProbeThatFailed() {
    health.probeSucceeded();
    health.handedOver();
    health.handedOver();
    health.answered(true);
    health.probeFailed("BrokersUnreachable");
    assertThat(health.down()).isFalse();

    pass(1100);
    health.probeFailed("BrokersUnreachable");
    assertThat(health.down()).isTrue();

    health.answered(true);
    assertThat(health.down()).isFalse();
  }

  @Test
  void isNotCalmedByAnErrorAnswer() {
    health.probeSucceeded();
    health.handedOver();
    health.handedOver();
    pass(1100);
    health.answered(false);

    assertThat(health.suspicious()).isTrue();
  }

  @Test
  void looksNowAndThenWhenNothingIsSent() {
    health.probeSucceeded();
    pass(4900);
    assertThat(health.probeIsDue()).isFalse();
    pass(200);
    assertThat(health.probeIsDue()).isTrue();
  }

  private void pass(long millis) {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
