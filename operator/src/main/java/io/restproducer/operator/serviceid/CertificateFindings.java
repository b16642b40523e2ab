package io.restproducer.operator.serviceid;

import static io.restproducer.operator.reconcile.ConditionType.ACCEPTED;
import static io.restproducer.operator.reconcile.ConditionType.CERTIFICATES_READY;
import static io.restproducer.operator.reconcile.ConditionType.READY;
import static io.restproducer.operator.reconcile.ConditionType.STALLED;

import io.restproducer.operator.reconcile.Finding;
import io.restproducer.operator.reconcile.Reason;
import io.restproducer.operator.serviceid.CertificateOutcome.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a view means for its client certificates. Pure; names and dates, nothing of a request. */
final class CertificateFindings {
  private final View view;

  CertificateFindings(View view) {
    this.view = view;
  }

  /** The condition CertificatesReady; empty: there are none. */
  Optional<Finding> ready() {
    if (view.certificates().isEmpty()) {
      return Optional.empty();
    }
    if (view.refusal().isPresent()) {
      return Optional.of(
          Finding.no(CERTIFICATES_READY, Reason.NOT_ACCEPTED, view.refusal().get().message()));
    }
    if (view.isSuspended()) {
      return Optional.of(
          Finding.no(CERTIFICATES_READY, Reason.SUSPENDED, "suspended: no certificate works"));
    }
    return Optional.of(
        first()
            .map(problem -> Finding.no(CERTIFICATES_READY, problem.reason(), problems()))
            .or(this::waiting)
            .orElseGet(() -> Finding.yes(CERTIFICATES_READY, Reason.ISSUED, issued())));
  }

  /** Why the ServiceId is not ready, for the sake of its certificates. */
  Optional<Finding> hindrance() {
    return ready()
        .filter(finding -> !finding.isTrue())
        .map(finding -> Finding.no(READY, finding.reason(), finding.message()));
  }

  /** Whether somebody has to change something. */
  Optional<Finding> stalled() {
    return isInForce() && first().filter(Problem::stalled).isPresent()
        ? first().map(problem -> Finding.yes(STALLED, problem.reason(), problems()))
        : Optional.empty();
  }

  /** A Secret of somebody else has the name of one that it needs, a False of Accepted. */
  Optional<Finding> conflict() {
    return problems(Problem::stalled)
        .filter(problem -> problem.reason() == Reason.SECRET_CONFLICT)
        .findFirst()
        .map(problem -> Finding.no(ACCEPTED, problem.reason(), problem.message()));
  }

  private boolean isInForce() {
    return view.refusal().isEmpty() && !view.isSuspended();
  }

  /** What somebody has to change comes first. */
  private Optional<Problem> first() {
    return problems(Problem::stalled).findFirst().or(() -> problems(p -> true).findFirst());
  }

  private Stream<Problem> problems(Predicate<Problem> which) {
    return view.certificates().stream().flatMap(c -> c.problem().stream()).filter(which);
  }

  private String problems() {
    return problems(p -> true).map(Problem::message).distinct().collect(Collectors.joining("; "));
  }

  private Optional<Finding> waiting() {
    List<String> names =
        view.certificates().stream()
            .filter(certificate -> !certificate.settled())
            .map(CertificateOutcome::name)
            .toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.no(
                CERTIFICATES_READY,
                Reason.WAITING_FOR_PODS,
                "a client certificate is published once every pod knows its key and its authority: "
                    + String.join(", ", names)));
  }

  private String issued() {
    String warnings =
        view.certificates().stream()
            .filter(certificate -> !certificate.warnings().isEmpty())
            .map(CertificateFindings::warnings)
            .collect(Collectors.joining("; "));
    return view.certificates().size()
        + " client certificate(s) issued and known to every pod"
        + (warnings.isEmpty() ? "" : "; warnings: " + warnings);
  }

  private static String warnings(CertificateOutcome certificate) {
    return certificate.name()
        + ": "
        + certificate.warnings().stream()
            .sorted()
            .map(warning -> warning.text() + ", " + warning.message())
            .collect(Collectors.joining(", "));
  }
}
