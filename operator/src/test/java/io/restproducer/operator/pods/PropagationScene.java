package io.restproducer.operator.pods;

import static io.restproducer.operator.pods.Reports.GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.contract.ProducerId;
import io.restproducer.operator.pods.PodAnswer.Acknowledged;
import io.restproducer.operator.pods.PodAnswer.Cause;
import io.restproducer.operator.pods.PodAnswer.Unreachable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An engine whose time, pods and answers are in the hands of a test. */
abstract class PropagationScene {
  static final PodEndpoint A = pod("a", "1");
  static final PodEndpoint B = pod("b", "1");
  static final Duration POLL = PropagationTiming.DEFAULT.poll();
  static final PodAnswer NOBODY = new Unreachable(Cause.CONNECTION_FAILED);

  final ManualTime time = new ManualTime();
  final ScriptedPods pods = new ScriptedPods();
  final List<ProducerId> notified = new ArrayList<>();
  final Propagation propagation =
      new Propagation(pods, PropagationTiming.DEFAULT, time, time, notified::add);

  void bothUpToDateAt(long revision) {
    publish(revision);
    propagation.observe(GATEWAY, Set.of(A, B));
    answer("a", new Acknowledged(Reports.at(revision)));
    answer("b", new Acknowledged(Reports.at(revision)));
  }

  void upToDate(PodEndpoint pod, long revision) {
    publish(revision);
    propagation.observe(GATEWAY, Set.of(pod));
    answer(pod.name(), new Acknowledged(Reports.at(revision)));
    assertThat(state().knownRevision()).isEqualTo(revision);
  }

  /** A table whose only byte is its revision. */
  void publish(long revision) {
    propagation.publish(GATEWAY, revision, new byte[] {(byte) revision});
  }

  void answer(String name, PodAnswer answer) {
    pods.open(name).answer().complete(answer);
    time.settle();
  }

  /** Time in which every call to this pod fails. */
  void silence(String name, Duration duration) {
    Duration step = Duration.ofMillis(100);
    for (Duration passed = Duration.ZERO;
        passed.compareTo(duration) < 0;
        passed = passed.plus(step)) {
      time.pass(step);
      if (pods.isCalled(name)) {
        answer(name, NOBODY);
      }
    }
  }

  PropagationState state() {
    return propagation.state(GATEWAY).orElseThrow();
  }

  List<String> waitingFor() {
    return state().waitedFor().stream()
        .map(it -> it.pod().name() + " " + it.waiting().orElseThrow().reason().word())
        .toList();
  }

  static PodEndpoint pod(String name, String generation) {
    return new PodEndpoint(name, "uid-" + name + generation, "c", "127.0.0.1", 8080);
  }
}
