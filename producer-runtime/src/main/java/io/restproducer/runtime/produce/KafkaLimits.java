package io.restproducer.runtime.produce;

import io.restproducer.runtime.produce.ClusterAdmin.SizeLimitsOfKafka;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.Node;

/** What sizes Kafka takes, asked for now and then; nobody waits for the answer. */
final class KafkaLimits {
  private static final long PAUSE_NANOS = Duration.ofSeconds(15).toNanos();
  private static final int MOST_TOPICS = 500;

  private final LongSupplier nanoClock;
  private volatile SizeLimitsOfKafka known = SizeLimitsOfKafka.UNKNOWN;
  private volatile long askedAt;
  private volatile int topicsAskedFor = -1;

  KafkaLimits(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.askedAt = nanoClock.getAsLong() - PAUSE_NANOS;
  }

  /** As of the last answer. */
  SizeLimitsOfKafka known() {
    return known;
  }

  /** Asks again if it is time to, or if there are other topics than before. */
  void ask(ClusterAdmin admin, Node broker, Collection<String> topics) {
    Set<String> asked = topics.stream().limit(MOST_TOPICS).collect(Collectors.toUnmodifiableSet());
    long now = nanoClock.getAsLong();
    if (now - askedAt < PAUSE_NANOS && asked.size() == topicsAskedFor) {
      return;
    }
    askedAt = now;
    topicsAskedFor = asked.size();
    admin.limits(broker, asked).thenAccept(answer -> known = answer);
  }
}
