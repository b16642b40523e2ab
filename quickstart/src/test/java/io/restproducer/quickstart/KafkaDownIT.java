package io.restproducer.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningSystem.class)
class KafkaDownIT {
  @Test
  void says503WithRetryAfterStaysReadyAndComesBackByItself(TestedSystem system) throws Exception {
    assertThat(system.send("before").statusCode()).isEqualTo(200);
    system.parts().broker().stop();
    try {
      // What was in flight, or sent before a pod has noticed, may end in 408: outcome unknown.
      await()
          .atMost(TestedSystem.LIMIT)
          .pollInterval(Duration.ofMillis(200))
          .until(
              () -> {
                HttpResponse<String> answer = system.send("while down");
                assertThat(answer.statusCode()).isIn(Set.of(408, 503));
                return answer.statusCode() == 503
                    && answer.headers().firstValue("Retry-After").isPresent();
              });
      assertThat(system.parts().pods()).hasSize(2).allMatch(KafkaDownIT::isReady);
    } finally {
      system.parts().broker().start();
    }
    await()
        .atMost(TestedSystem.LIMIT)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> system.send("after").statusCode() == 200);
    assertThat(system.parts().pods()).hasSize(2).allMatch(KafkaDownIT::isReady);
  }

  private static boolean isReady(Pod pod) {
    return Readiness.isPodReady(pod);
  }
}
