package io.restproducer.operator.pods;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How many pods, of whatever RestProducer, are without the table that is published.
 *
 * @param waitedFor pods that are expected to take it
 * @param givenUp pods that have not answered for too long
 * @param since when the first of them began to lack it; empty: none does
 */
public record PropagationLag(long waitedFor, long givenUp, Optional<Instant> since) {
  static PropagationLag of(Collection<PropagationState> states) {
    return new PropagationLag(
        states.stream().mapToLong(state -> state.waitedFor().size()).sum(),
        states.stream().mapToLong(state -> state.givenUp().size()).sum(),
        states.stream()
            .flatMap(state -> Stream.concat(state.waitedFor().stream(), state.givenUp().stream()))
            .map(pod -> pod.waiting().orElseThrow().since())
            .min(Instant::compareTo));
  }
}
