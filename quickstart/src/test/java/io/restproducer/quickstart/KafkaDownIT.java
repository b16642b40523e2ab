package io.restproducer.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningSystem.class)
class KafkaDownIT {
  /** Until then a pod may not know: it asks the broker every 5 s and waits 3 s for an answer. */
  private static final Duration NOTICED = Duration.ofSeconds(12);

  private static final int REQUESTS_WHILE_DOWN = 20;

  @Test
  void says503WithRetryAfterStaysReadyAndComesBackByItself(TestedSystem system) throws Exception {
    assertThat(system.send("before").statusCode()).isEqualTo(200);
    Queue<Pod> unready = new ConcurrentLinkedQueue<>();
    try (var seen = system.followPods(pod -> addUnready(pod, unready))) {
      assertThat(seen.getStore().list()).hasSize(2);
      system.parts().broker().stop();
      try {
        long gone = System.nanoTime();
        asking().until(() -> saysSoOnceItKnows(system, gone));
        for (int i = 0; i < REQUESTS_WHILE_DOWN; i++) {
          assertUnavailable(system.send("while down"));
        }
      } finally {
        system.parts().broker().start();
      }
      asking().until(() -> system.send("after").statusCode() == 200);
      assertThat(unready).as("pods that were not ready meanwhile").isEmpty();
      assertThat(system.parts().pods()).hasSize(2).allMatch(Readiness::isPodReady);
    }
  }

  /** A record sent before its pod knows may end in 408: the outcome is unknown. */
  private static boolean saysSoOnceItKnows(TestedSystem system, long gone) throws IOException {
    boolean known = System.nanoTime() - gone > NOTICED.toNanos();
    HttpResponse<String> answer = system.send("while down");
    if (known || answer.statusCode() != 408) {
      assertUnavailable(answer);
    }
    return known;
  }

  private static void assertUnavailable(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  private static void addUnready(Pod pod, Queue<Pod> unready) {
    if (!Readiness.isPodReady(pod)) {
      unready.add(pod);
    }
  }

  private static ConditionFactory asking() {
    return await().atMost(TestedSystem.LIMIT).pollInterval(Duration.ofMillis(200));
  }
}
