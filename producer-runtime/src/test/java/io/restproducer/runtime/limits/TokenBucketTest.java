package io.restproducer.runtime.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long SECOND = 1_000_000_000;

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - SECOND);

  @Test
  void letsOneSecondsWorthThroughAtOnceAndThenItsRate() {
    TokenBucket bucket = bucket(3);
    assertThat(takenOf(bucket, 10)).isEqualTo(3);

    now.addAndGet(SECOND / 3);
    assertThat(bucket.take(1)).as("a third of a second, in nanoseconds, is a little less").isOne();
    now.addAndGet(1);
    assertThat(bucket.take(1)).isZero();

    now.addAndGet(3600 * SECOND);
    assertThat(takenOf(bucket, 10)).as("nothing is saved up beyond a second").isEqualTo(3);
  }

  @Test
  void tellsToTheNanosecondHowLongToWait() {
    TokenBucket bucket = bucket(7);
    takenOf(bucket, 7);
    long wait = bucket.take(1);

    now.addAndGet(wait - 1);
    assertThat(bucket.take(1)).isOne();
    now.addAndGet(1);
    assertThat(bucket.take(1)).isZero();
  }

  @Test
  void letsThroughWhatIsLargerThanASecondsWorthAndMakesTheNextWait() {
    TokenBucket bucket = bucket(100);

    assertThat(bucket.take(1_000)).isZero();

    assertThat(bucket.take(1)).isEqualTo(901 * SECOND / 100);
    now.addAndGet(901 * SECOND / 100);
    assertThat(bucket.take(1_000)).as("a large one waits no longer than a small one").isZero();
  }

  @Test
  void keepsItsRateHoweverLargeEachOneIs() {
    TokenBucket bucket = bucket(100);
    long taken = 0;
    for (int second = 0; second < 1_000; second++) {
      taken += bucket.take(777) == 0 ? 777 : 0;
      now.addAndGet(SECOND);
    }
    assertThat(taken).isBetween(100L * 1_000 - 777, 100L * 1_001 + 777);
  }

  @Test
  void chargesWhatHasComeAlready() {
    TokenBucket bucket = bucket(10);
    bucket.charge(25);

    assertThat(bucket.take(0)).isEqualTo(16 * SECOND / 10);
  }

  @Test
  void aChangedRateActsAtOnceAndForgivesNothing() {
    TokenBucket bucket = bucket(1);
    bucket.take(1_000);
    assertThat(bucket.take(1)).isEqualTo(1_000 * SECOND);

    bucket.changeRate(1_000);
    assertThat(bucket.take(1)).isEqualTo(SECOND);

    now.addAndGet(10 * SECOND);
    bucket.changeRate(2);
    assertThat(takenOf(bucket, 10)).isEqualTo(2);
  }

  @Test
  void noNumberIsTooLarge() {
    TokenBucket bucket = bucket(Long.MAX_VALUE);
    for (int i = 0; i < 100; i++) {
      bucket.charge(Long.MAX_VALUE);
    }
    bucket.changeRate(1);
    bucket.charge(Long.MAX_VALUE);
    assertThat(bucket.take(1)).isGreaterThan(SECOND);

    bucket.changeRate(Long.MAX_VALUE);
    now.addAndGet(Long.MAX_VALUE);
    assertThat(bucket.take(1)).isZero();
  }

  /**
   * Many threads want more than there is, while time goes on: they get all of it and no more. There
   * is enough at once for them to meet.
   */
  @Test
  void manyThreadsTogetherGetExactlyWhatThereIs() throws InterruptedException {
    long rate = 1_000_000;
    TokenBucket bucket = bucket(rate);
    AtomicLong taken = new AtomicLong();
    AtomicLong refused = new AtomicLong();
    AtomicBoolean stop = new AtomicBoolean();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Thread thread =
          new Thread(
              () -> {
                while (!stop.get()) {
                  (bucket.take(1) == 0 ? taken : refused).incrementAndGet();
                }
              });
      threads.add(thread);
      thread.start();
    }
    long passed = 0;
    try {
      for (int step = 0; step < 100; step++) {
        awaitOneMore(refused);
        assertThat(taken.get()).isLessThanOrEqualTo(rate + rate * passed / SECOND);
        long more = 1_000_000L * (1 + step % 13);
        passed += more;
        now.addAndGet(more);
      }
      awaitOneMore(refused);
    } finally {
      stop.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertThat(taken.get()).isEqualTo(rate + rate * passed / SECOND);
  }

  /** Each thread may be in the middle of a call: only a later refusal has seen the new time. */
  private static void awaitOneMore(AtomicLong refused) {
    long enough = refused.get() + 9;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (refused.get() < enough) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.yield();
    }
  }

  private TokenBucket bucket(long rate) {
    return new TokenBucket(rate, now::get);
  }

  private static int takenOf(TokenBucket bucket, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += bucket.take(1) == 0 ? 1 : 0;
    }
    return taken;
  }
}
