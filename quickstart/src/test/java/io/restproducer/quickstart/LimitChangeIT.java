package io.restproducer.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningSystem.class)
class LimitChangeIT {
  @Test
  void aChangedLimitIsInForceWithoutOneFailedRequest(TestedSystem system) throws Exception {
    int before = system.producer().getSpec().maxMessageSize;
    try (Traffic traffic = Traffic.start(system, 50);
        Traffic certified = Traffic.startCertified(system, 10)) {
      await().atMost(TestedSystem.LIMIT).until(() -> traffic.acknowledged().size() > 50);
      system.patchLimit(2 * before);
      system.awaitLimit(2 * before);

      assertThat(system.send("x".repeat(2 * before)).statusCode()).isEqualTo(200);
      assertThat(system.send("x".repeat(2 * before + 1)).statusCode()).isEqualTo(413);

      system.patchLimit(before);
      system.awaitLimit(before);
      assertThat(system.send("x".repeat(before + 1)))
          .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(413))
          .satisfies(
              answer ->
                  assertThat(answer.body())
                      .contains(Integer.toString(before), Integer.toString(before + 1)));
      int sofar = traffic.acknowledged().size();
      int certifiedSofar = certified.acknowledged().size();
      await().atMost(TestedSystem.LIMIT).until(() -> traffic.acknowledged().size() > sofar + 50);
      await()
          .atMost(TestedSystem.LIMIT)
          .until(() -> certified.acknowledged().size() > certifiedSofar + 10);
      assertThat(traffic.failures()).isEmpty();
      assertThat(certified.failures()).isEmpty();
    }
  }
}
