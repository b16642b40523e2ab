package io.restproducer.operator.pods;

import static io.restproducer.operator.pods.Reports.GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The engine with a real timer, threads and HTTP. */
final class PropagationToPodsTest {
  private static final PropagationTiming FAST =
      new PropagationTiming(
          Duration.ofMillis(10),
          Duration.ofMillis(200),
          Duration.ofMillis(50),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30));
  private static final Duration LONG = Duration.ofSeconds(60);

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService answers = Executors.newFixedThreadPool(2);
  private final ConcurrentLinkedQueue<Long> known = new ConcurrentLinkedQueue<>();
  private final Propagation propagation =
      new Propagation(
          new HttpPods(answers),
          FAST,
          Timer.on(timer),
          InstantSource.system(),
          producer -> known.add(knownRevision()));

  @AfterEach
  void stop() {
    propagation.forget(GATEWAY);
    timer.shutdownNow();
    answers.shutdownNow();
  }

  @Test
  void reachesEveryPodAndTellsItsListener() throws Exception {
    try (FakePod a = FakePod.start();
        FakePod b = FakePod.start()) {
      propagation.observe(GATEWAY, Set.of(a.endpoint("a"), b.endpoint("b")));
      publish(1);

      await().atMost(LONG).until(() -> known.contains(1L));
      assertThat(a.revision()).isEqualTo(1);
      assertThat(b.revision()).isEqualTo(1);
    }
  }

  @Test
  void aPodThatCrashesAndComesBackEmptyGetsTheTableAgain() throws Exception {
    FakePod pod = FakePod.start();
    try {
      propagation.observe(GATEWAY, Set.of(pod.endpoint("a")));
      publish(4);
      await().atMost(LONG).until(() -> knownRevision() == 4);

      pod = pod.restart();

      await().atMost(LONG).until(hasRevision(pod, 4));
    } finally {
      pod.close();
    }
  }

  @Test
  void inASteadyStateATableIsPushedOnce() throws Exception {
    try (FakePod pod = FakePod.start()) {
      publish(1);
      propagation.observe(GATEWAY, Set.of(pod.endpoint("a")));
      await().atMost(LONG).until(() -> knownRevision() == 1);

      publish(1);
      propagation.observe(GATEWAY, Set.of(pod.endpoint("a")));
      publish(2);
      await().atMost(LONG).until(() -> knownRevision() == 2);

      assertThat(pod.pushes()).isEqualTo(2);
    }
  }

  @Test
  void manyThreadsThatPublishObserveAndForgetEndWithTheLastTableEverywhere() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (FakePod a = FakePod.start();
        FakePod b = FakePod.start()) {
      List<Future<?>> work = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        int offset = thread;
        work.add(
            threads.submit(
                () -> {
                  for (int i = offset; i < 100; i += 4) {
                    publish(i);
                    propagation.observe(
                        GATEWAY,
                        i % 3 == 0
                            ? Set.of(a.endpoint("a"))
                            : Set.of(a.endpoint("a"), b.endpoint("b")));
                    if (i % 10 == 0) {
                      propagation.forget(GATEWAY);
                    }
                  }
                }));
      }
      for (Future<?> each : work) {
        each.get(60, TimeUnit.SECONDS);
      }
      propagation.observe(GATEWAY, Set.of(a.endpoint("a"), b.endpoint("b")));
      publish(120);

      await().atMost(LONG).until(() -> knownRevision() == 120);
      assertThat(List.of(a.revision(), b.revision())).containsOnly(120L);
    } finally {
      threads.shutdownNow();
    }
  }

  private void publish(long revision) {
    propagation.publish(GATEWAY, revision, new byte[] {(byte) revision});
  }

  private long knownRevision() {
    return propagation.state(GATEWAY).map(PropagationState::knownRevision).orElse(-1L);
  }

  private static Callable<Boolean> hasRevision(FakePod pod, long revision) {
    return () -> pod.revision() == revision;
  }
}
