package io.restproducer.operator.pods;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.contract.ProducerId;
import io.restproducer.contract.Sha256;
import io.restproducer.contract.StatusReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropagationStateTest {
  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE - 1, PropagationState.FURTHEST + 1})
  void aRevisionThatNoHistoryCanHaveReachedIsNotBelieved(long forged) {
    PropagationState state = new PropagationState(7, List.of(pod("a", 7), pod("b", forged)));

    assertThat(state.maxReportedRevision()).isEqualTo(7);
    assertThat(state.knownRevision()).isZero();
  }

  @Test
  void aTableWrittenAnewGoesBeyondWhatAPodHasLoaded() {
    assertThat(new PropagationState(7, List.of(pod("a", 9))).maxReportedRevision()).isEqualTo(9);
  }

  @Test
  void theLagIsThatOfAllPodsThatLackTheirTable() {
    PropagationState one = new PropagationState(7, List.of(pod("a", 7), lacking("b", 20, false)));
    PropagationState other =
        new PropagationState(3, List.of(lacking("c", 10, true), lacking("d", 30, false)));

    assertThat(PropagationLag.of(List.of(one, other)))
        .isEqualTo(new PropagationLag(2, 1, Optional.of(Instant.ofEpochSecond(10))));
    assertThat(PropagationLag.of(List.of())).isEqualTo(new PropagationLag(0, 0, Optional.empty()));
  }

  private static PodState lacking(String name, long since, boolean givenUp) {
    return new PodState(
        pod(name, 1).pod(),
        !givenUp,
        Optional.empty(),
        Optional.of(
            new PodState.Waiting(
                WaitingReason.PENDING, "", Instant.ofEpochSecond(since), givenUp)));
  }

  private static PodState pod(String name, long revision) {
    StatusReport.Kafka kafka = new StatusReport.Kafka(true, "", OptionalInt.empty(), Map.of());
    StatusReport report =
        new StatusReport(
            new ProducerId("shop", "gateway"),
            Sha256.of(new byte[] {1}),
            revision,
            true,
            new StatusReport.Limits(1, 1),
            kafka,
            Optional.empty());
    return new PodState(
        new PodEndpoint(name, "uid-" + name, "c", "127.0.0.1", 8080),
        true,
        Optional.of(report),
        Optional.empty());
  }
}
