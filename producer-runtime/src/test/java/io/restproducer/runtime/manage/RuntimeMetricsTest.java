package io.restproducer.runtime.manage;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.restproducer.runtime.http.AnswerObserver;
import io.restproducer.runtime.http.ListenerKind;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RuntimeMetricsTest {
  private static final int TIMES = 200_000;

  private final RuntimeMetrics metrics = new RuntimeMetrics(Optional.of("1.2.3"));
  private final AnswerObserver answers = metrics.answers(ListenerKind.API);

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void aBucketHoldsItsOwnBound() {
    metrics.acknowledged(64, 1_000_000);
    metrics.acknowledged(65, 1_000_001);
    metrics.acknowledged(17 << 20, 11_000_000_000L);

    assertThat(metrics.scrape())
        .contains(
            "restproducer_record_size_bytes_bucket{le=\"64.0\"} 1\n",
            "restproducer_record_size_bytes_bucket{le=\"256.0\"} 2\n",
            "restproducer_record_size_bytes_bucket{le=\"1.6777216E7\"} 2\n",
            "restproducer_record_size_bytes_bucket{le=\"+Inf\"} 3\n",
            "restproducer_record_size_bytes_count 3\n",
            "restproducer_kafka_write_duration_seconds_bucket{le=\"0.001\"} 1\n",
            "restproducer_kafka_write_duration_seconds_bucket{le=\"0.002\"} 2\n",
            "restproducer_kafka_write_duration_seconds_bucket{le=\"10.0\"} 2\n",
            "restproducer_kafka_write_duration_seconds_sum 11.002000001\n");
  }

  @Test
  void showsItsVersionAndEveryReasonBeforeAnythingHappened() {
    String text = metrics.scrape();

    assertThat(text).contains("restproducer_build_info{version=\"1.2.3\"} 1\n");
    assertThat(Stream.of(Reason.values()))
        .allSatisfy(
            reason ->
                assertThat(text).contains("{listener=\"api\",reason=\"" + reason + "\",status="));
  }

  @Test
  void allocatesNothingForARequest() {
    record(TIMES);

    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    record(TIMES);
    long perRequest = (threads.getCurrentThreadAllocatedBytes() - before) / TIMES;

    assertThat(perRequest).isZero();
  }

  @Test
  void losesNoCountWhenThreadsRecordAtOnce() throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    Thread[] threads =
        Stream.generate(() -> new Thread(() -> recordAfter(start))).limit(4).toArray(Thread[]::new);
    Stream.of(threads).forEach(Thread::start);
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(metrics.scrape())
        .contains("restproducer_request_duration_seconds_count " + 4 * TIMES + "\n")
        .contains("restproducer_request_duration_seconds_bucket{le=\"+Inf\"} " + 4 * TIMES + "\n");
  }

  private void recordAfter(CountDownLatch start) {
    try {
      start.await();
      record(TIMES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void record(int times) {
    for (int i = 0; i < times; i++) {
      metrics.acknowledged(i, i);
      answers.written(i);
      answers.refused(Reason.BUSY);
    }
  }
}
