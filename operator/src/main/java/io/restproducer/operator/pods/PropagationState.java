package io.restproducer.operator.pods;

import java.util.List;
import java.util.stream.Stream;

/**
 * How far the key table of one RestProducer has come, at one moment.
 *
 * @param publishedRevision the latest one published; 0: none yet
 * @param pods every pod that was observed, by name
 */
public record PropagationState(long publishedRevision, List<PodState> pods) {
  /** A thousand tables a second reach it in 285,000 years. */
  static final long FURTHEST = 1L << 53;

  public PropagationState {
    pods = List.copyOf(pods);
  }

  /**
   * The highest revision of which every pod that counts knows all keys; a pod that was given up
   * does not count. With no pod it is the published one: whoever starts later reads it from the
   * Secret.
   */
  public long knownRevision() {
    return pods.stream()
        .filter(pod -> pod.waiting().isEmpty() || !pod.waiting().get().givenUp())
        .mapToLong(this::trustedRevision)
        .min()
        .orElse(publishedRevision);
  }

  /** As {@link #knownRevision()}, but with the pods that were given up. */
  public long revisionKnownByAll() {
    return pods.stream().mapToLong(this::trustedRevision).min().orElse(publishedRevision);
  }

  /** Pods that the published table is still waited for in. */
  public List<PodState> waitedFor() {
    return waiting(false).toList();
  }

  /** Pods without the published table that have not answered for too long. */
  public List<PodState> givenUp() {
    return waiting(true).toList();
  }

  /**
   * The highest revision that any pod has reported; a table written anew must go beyond it. One
   * that no history can have reached is a lie, and would leave no room for the next table.
   */
  public long maxReportedRevision() {
    return pods.stream()
        .mapToLong(PodState::revision)
        .filter(revision -> revision <= FURTHEST)
        .max()
        .orElse(0);
  }

  private Stream<PodState> waiting(boolean givenUp) {
    return pods.stream()
        .filter(pod -> pod.waiting().filter(waiting -> waiting.givenUp() == givenUp).isPresent());
  }

  /** A revision beyond ours is of a history we do not know: it proves no key of ours. */
  private long trustedRevision(PodState pod) {
    return pod.revision() > publishedRevision ? 0 : pod.revision();
  }
}
