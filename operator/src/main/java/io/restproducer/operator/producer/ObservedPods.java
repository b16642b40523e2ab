package io.restproducer.operator.producer;

import io.restproducer.contract.StatusReport;
import io.restproducer.operator.keytable.PodKnowledge;
import io.restproducer.operator.keytable.PodTrust;
import io.restproducer.operator.pods.PodEndpoint;
import io.restproducer.operator.pods.PodState;
import io.restproducer.operator.pods.PropagationState;
import io.restproducer.operator.pods.WaitingReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pods of one RestProducer: what the API server shows of them and what they say themselves. */
record ObservedPods(
    List<RuntimePod> pods, Map<String, PodState> states, PropagationState propagation) {
  static ObservedPods of(List<RuntimePod> pods, PropagationState propagation) {
    List<RuntimePod> alive = pods.stream().filter(pod -> !pod.hasEnded()).toList();
    Map<String, PodState> states =
        propagation.pods().stream()
            .collect(Collectors.toMap(state -> state.pod().uid(), Function.identity()));
    return new ObservedPods(alive, states, propagation);
  }

  static Set<PodEndpoint> endpoints(List<RuntimePod> pods) {
    return pods.stream()
        .filter(pod -> !pod.hasEnded())
        .flatMap(pod -> pod.endpoint().stream())
        .collect(Collectors.toSet());
  }

  List<RuntimePod> staying() {
    return pods.stream().filter(pod -> !pod.isTerminating()).toList();
  }

  List<RuntimePod> leaving() {
    return pods.stream().filter(RuntimePod::isTerminating).toList();
  }

  int ready() {
    return (int) staying().stream().filter(RuntimePod::isReady).count();
  }

  Optional<StatusReport> report(RuntimePod pod) {
    return Optional.ofNullable(states.get(pod.uid())).flatMap(PodState::report);
  }

  /** Reports of the pods that stay and answer. */
  List<StatusReport> reports() {
    return staying().stream()
        .filter(
            pod ->
                Optional.ofNullable(states.get(pod.uid())).filter(PodState::answering).isPresent())
        .flatMap(pod -> report(pod).stream())
        .toList();
  }

  /** Whether every pod that exists, a terminating one included, enforces these limits. */
  boolean allEnforce(StatusReport.Limits limits) {
    return !pods.isEmpty()
        && pods.stream()
            .allMatch(
                pod ->
                    report(pod)
                        .map(StatusReport::limits)
                        .or(pod::limits)
                        .filter(limits::equals)
                        .isPresent())
        && pods.stream().anyMatch(pod -> report(pod).isPresent());
  }

  /** Whether a pod that runs has neither answered nor failed to: it is being asked right now. */
  boolean isAsking() {
    return propagation.pods().stream()
        .anyMatch(
            state ->
                state.report().isEmpty()
                    && state
                        .waiting()
                        .filter(waiting -> waiting.reason() != WaitingReason.PENDING)
                        .isEmpty());
  }

  PodKnowledge knowledge() {
    return new PodKnowledge(
        propagation.knownRevision(),
        propagation.revisionKnownByAll(),
        describe(propagation.waitedFor()),
        describe(propagation.givenUp()),
        propagation.pods().stream()
            .filter(pod -> pod.waiting().filter(PodState.Waiting::givenUp).isEmpty())
            .flatMap(pod -> pod.report().stream())
            .map(
                report ->
                    new PodTrust(
                        Set.copyOf(report.clientsTrust()), Set.copyOf(report.sealingKeys())))
            .collect(Collectors.toSet()));
  }

  /** Pods that are only just coming up in one phrase, each of the others with its reason. */
  private static List<String> describe(List<PodState> lagging) {
    String coming =
        lagging.stream()
            .filter(ObservedPods::isComing)
            .map(state -> state.pod().name())
            .sorted()
            .collect(Collectors.joining(", "));
    Stream<String> others =
        lagging.stream().filter(state -> !isComing(state)).map(ObservedPods::describe).sorted();
    return coming.isEmpty()
        ? others.toList()
        : Stream.concat(Stream.of("pods to start: " + coming), others).toList();
  }

  /** Nothing was heard of it yet, and nothing is wrong so far. */
  private static boolean isComing(PodState state) {
    return state.report().isEmpty()
        && state
            .waiting()
            .map(PodState.Waiting::reason)
            .filter(r -> r == WaitingReason.POD_STARTING || r == WaitingReason.PENDING)
            .isPresent();
  }

  private static String describe(PodState state) {
    return state
        .waiting()
        .map(waiting -> state.pod().name() + " (" + waiting.reason().word() + ")")
        .orElse(state.pod().name());
  }
}
