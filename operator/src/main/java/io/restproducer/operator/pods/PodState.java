package io.restproducer.operator.pods;

import io.restproducer.contract.StatusReport;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of one pod.
 *
 * @param pod the pod
 * @param answering whether the last call to it was answered; if not, {@code report} is old
 * @param report its latest status report; empty before the first
 * @param waiting why it does not have the published table; empty once it has, or before there is
 *     one
 */
public record PodState(
    PodEndpoint pod, boolean answering, Optional<StatusReport> report, Optional<Waiting> waiting) {
  /** Revision of the table this pod last said it has; 0: none. */
  public long revision() {
    return report.map(StatusReport::keyTableRevision).orElse(0L);
  }

  /**
   * Why the published table is not in force in a pod.
   *
   * @param reason of a closed list
   * @param message for people, with the pod's own words where it gave some
   * @param since when the pod began to lack a published table
   * @param givenUp it has not answered for so long that nobody waits for it any more; it is still
   *     being tried
   */
  public record Waiting(WaitingReason reason, String message, Instant since, boolean givenUp) {}
}
