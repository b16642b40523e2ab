package io.restproducer.operator.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.operator.pods.PodEndpoint;
import io.restproducer.operator.pods.PodState;
import io.restproducer.operator.pods.PropagationState;
import io.restproducer.operator.pods.WaitingReason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObservedPodsTest {
  @Test
  void podsThatComeUpAreOnePhraseWhetherTheyWereTriedOrNot() {
    assertThat(
            waitingFor(
                pod("b", WaitingReason.PENDING),
                pod("c", WaitingReason.POD_UNREACHABLE),
                pod("a", WaitingReason.POD_STARTING)))
        .containsExactly("pods to start: a, b", "c (PodUnreachable)");
  }

  private static List<String> waitingFor(PodState... pods) {
    return ObservedPods.of(List.of(), new PropagationState(1, List.of(pods)))
        .knowledge()
        .waitingFor();
  }

  private static PodState pod(String name, WaitingReason reason) {
    return new PodState(
        new PodEndpoint(name, name, "c", "127.0.0.1", 8080),
        false,
        Optional.empty(),
        Optional.of(new PodState.Waiting(reason, "", Instant.EPOCH, false)));
  }
}
