package io.restproducer.operator.producer;

import static io.restproducer.operator.reconcile.ConditionType.READY;

import io.restproducer.contract.StatusReport;
import io.restproducer.operator.reconcile.Finding;
import io.restproducer.operator.reconcile.Reason;
import java.util.Optional;

/** What the pods say of whether a spec is in force. Pure. */
final class PodFindings {
  private final Picture picture;
  private final StatusReport.Limits limits;

  private PodFindings(Picture picture) {
    this.picture = picture;
    this.limits = ProducerStatus.wantedLimits(picture.blueprint());
  }

  /** What is said when nothing speaks against it. */
  static Finding ready(Picture picture) {
    int replicas = picture.blueprint().spec().replicas;
    return replicas == 0
        ? Finding.yes(READY, Reason.SCALED_TO_ZERO, "no pod is wanted, none runs")
        : Finding.yes(
            READY,
            Reason.ALL_PODS_READY,
            replicas + " of " + replicas + " pods run this spec and are ready");
  }

  /** What speaks against it. */
  static Optional<Finding> notReady(Picture picture) {
    PodFindings findings = new PodFindings(picture);
    return findings.missing().or(findings::former).map(PodFindings::no);
  }

  private Optional<String> missing() {
    int wanted = picture.blueprint().spec().replicas;
    long right = picture.pods().staying().stream().filter(this::isRight).count();
    boolean complete = picture.rollout().filter(Rollout::isComplete).isPresent();
    return complete && right == wanted && picture.pods().staying().size() == wanted
        ? Optional.empty()
        : Optional.of(
            "%d of %d pods run this spec, are ready and know their keys".formatted(right, wanted));
  }

  /** Until a pod that ends fails its readiness probe, nodes may still lead callers to it. */
  private Optional<String> former() {
    long serving =
        picture.pods().leaving().stream()
            .filter(RuntimePod::isReady)
            .filter(pod -> pod.limits().filter(enforced -> !enforced.equals(limits)).isPresent())
            .count();
    return serving == 0
        ? Optional.empty()
        : Optional.of(
            "all pods run this spec; %d with the former limits still take callers while they end"
                .formatted(serving));
  }

  private boolean isRight(RuntimePod pod) {
    return pod.isReady()
        && picture
            .pods()
            .report(pod)
            .filter(report -> report.keyTableRevision() > 0 && report.limits().equals(limits))
            .isPresent();
  }

  private static Finding no(String message) {
    return Finding.no(READY, Reason.PODS_NOT_READY, message);
  }
}
