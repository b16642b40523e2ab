package io.restproducer.operator.producer;

import static io.restproducer.operator.reconcile.ConditionType.ACCEPTED;
import static io.restproducer.operator.reconcile.ConditionType.CERTIFICATES_READY;
import static io.restproducer.operator.reconcile.ConditionType.KEYS_PROPAGATED;
import static io.restproducer.operator.reconcile.ConditionType.PROGRESSING;
import static io.restproducer.operator.reconcile.ConditionType.READY;
import static io.restproducer.operator.reconcile.ConditionType.STALLED;

import io.restproducer.operator.kafka.TopicReport;
import io.restproducer.operator.kafka.TopicState;
import io.restproducer.operator.pki.Renewal;
import io.restproducer.operator.pods.PodState;
import io.restproducer.operator.reconcile.Conditions;
import io.restproducer.operator.reconcile.Finding;
import io.restproducer.operator.reconcile.Reason;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a picture means, condition by condition. Pure; names and numbers, never a secret's value.
 */
final class ProducerFindings {
  /** A change of keys that takes no longer than this is nobody's concern. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Picture picture;

  ProducerFindings(Picture picture) {
    this.picture = picture;
  }

  List<Finding> all() {
    Finding ready = ready();
    List<Finding> findings = new ArrayList<>();
    findings.add(accepted());
    findings.add(ready);
    picture.unresolved().ifPresent(findings::add);
    certificates().ifPresent(findings::add);
    CallerTls.of(picture.blueprint().spec()).weakness().ifPresent(findings::add);
    progressing(ready).ifPresent(findings::add);
    KafkaFindings.reachable(picture).ifPresent(findings::add);
    KafkaFindings.limits(picture).ifPresent(findings::add);
    keys().ifPresent(findings::add);
    stalled(ready).ifPresent(findings::add);
    return findings;
  }

  private Finding accepted() {
    return picture
        .refusal()
        .orElseGet(() -> Finding.yes(ACCEPTED, Reason.VALID, "the spec is understood"));
  }

  private Finding ready() {
    return Stream.<Optional<Finding>>of(
            picture.refusal().map(refusal -> notReady(Reason.NOT_ACCEPTED, refusal.message())),
            picture.missingAuthority().map(why -> notReady(Reason.AUTHORITY_MISSING, why)),
            picture
                .unusableCertificate()
                .filter(problem -> picture.certificate().isEmpty())
                .map(problem -> notReady(problem.reason(), problem.message())),
            brokenTopics().map(text -> notReady(Reason.TOPIC_NOT_AS_DECLARED, text)),
            PodFindings.notReady(picture),
            unreached())
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> PodFindings.ready(picture));
  }

  private Optional<Finding> unreached() {
    if (picture.endpoint().isEmpty()) {
      return Optional.of(
          notReady(Reason.WAITING_FOR_ENDPOINT, "the cluster has not yet chosen a node port"));
    }
    List<String> waiting =
        topics(report -> report.state() == TopicState.WAITING_FOR_KAFKA).stream()
            .map(report -> report.name() + " (" + report.reason().word() + ")")
            .toList();
    boolean pending = picture.topics().isEmpty() || !waiting.isEmpty();
    return pending && !wasReady()
        ? Optional.of(
            notReady(
                Reason.WAITING_FOR_KAFKA,
                waiting.isEmpty()
                    ? "the declared topics are being looked at"
                    : "topics not yet found or made: " + String.join(", ", waiting)))
        : Optional.empty();
  }

  /** An outage of Kafka does not make a RestProducer unready that was ready with this spec. */
  private boolean wasReady() {
    var status = picture.blueprint().producer().getStatus();
    return status != null
        && Conditions.find(status.conditions, READY)
            .filter(c -> "True".equals(c.getStatus()))
            .filter(
                c ->
                    picture
                        .blueprint()
                        .producer()
                        .getMetadata()
                        .getGeneration()
                        .equals(c.getObservedGeneration()))
            .isPresent();
  }

  private Optional<Finding> certificates() {
    if (picture.missingAuthority().isPresent()) {
      return picture
          .missingAuthority()
          .map(why -> Finding.no(CERTIFICATES_READY, Reason.AUTHORITY_MISSING, why));
    }
    if (picture.unusableCertificate().isPresent()) {
      return picture.unusableCertificate();
    }
    String full = SealingRoom.full(picture.blueprint().names(), picture.authorities());
    Optional<String> brought = CallerTls.of(picture.blueprint().spec()).broughtSecret();
    return picture
        .certificate()
        .map(leaf -> brought.map(secret -> brought(secret, leaf)).orElseGet(() -> issued(leaf)))
        .map(found -> Finding.yes(CERTIFICATES_READY, found.reason(), found.message() + full));
  }

  private static Finding brought(String secret, X509Certificate leaf) {
    return Finding.yes(
        CERTIFICATES_READY,
        Reason.BROUGHT,
        "the server certificate of Secret %s is valid until %s"
            .formatted(secret, leaf.getNotAfter().toInstant()));
  }

  private static Finding issued(X509Certificate leaf) {
    return Finding.yes(
        CERTIFICATES_READY,
        Reason.ISSUED,
        "the server certificate is valid until %s and replaced from %s on"
            .formatted(leaf.getNotAfter().toInstant(), Renewal.time(leaf)));
  }

  private Optional<Finding> progressing(Finding ready) {
    return picture.rollout().map(rollout -> progressing(rollout, ready));
  }

  private Finding progressing(Rollout rollout, Finding ready) {
    if (rollout.isComplete()) {
      return Finding.no(
          PROGRESSING, Reason.ROLLED_OUT, "all " + rollout.wanted() + " pods run this spec");
    }
    String numbers =
        "%d of %d pods updated, %d ready"
            .formatted(rollout.updated(), rollout.wanted(), rollout.ready());
    boolean kafka =
        !ready.isTrue()
            && picture.pods().reports().stream()
                .anyMatch(report -> !report.ready() && !report.kafka().reachable());
    return kafka
        ? Finding.yes(PROGRESSING, Reason.WAITING_FOR_KAFKA, numbers + "; new pods wait for Kafka")
        : Finding.yes(PROGRESSING, Reason.ROLLING_OUT, numbers);
  }

  private Optional<Finding> keys() {
    if (picture.table().isEmpty()) {
      return Optional.empty();
    }
    Instant before = picture.now().minus(PATIENCE);
    String late =
        picture.pods().propagation().pods().stream()
            .filter(pod -> pod.waiting().filter(w -> !w.since().isAfter(before)).isPresent())
            .map(ProducerFindings::describe)
            .sorted()
            .collect(Collectors.joining(", "));
    return Optional.of(
        late.isEmpty()
            ? Finding.yes(KEYS_PROPAGATED, Reason.KEYS_KNOWN, "every pod knows every key")
            : Finding.no(
                KEYS_PROPAGATED,
                Reason.WAITING_FOR_PODS,
                "the latest keys are not known to: " + late));
  }

  private static String describe(PodState pod) {
    PodState.Waiting waiting = pod.waiting().orElseThrow();
    return pod.pod().name()
        + " ("
        + waiting.reason().word()
        + (waiting.givenUp() ? ", no longer waited for)" : ")");
  }

  private Optional<Finding> stalled(Finding ready) {
    boolean needsPeople =
        picture.refusal().isPresent()
            || picture.missingAuthority().isPresent()
            || brokenTopics().isPresent();
    return needsPeople
        ? Optional.of(Finding.yes(STALLED, stalledReason(ready), ready.message()))
        : picture
            .unusableCertificate()
            .or(picture::unresolved)
            .map(finding -> Finding.yes(STALLED, finding.reason(), finding.message()));
  }

  private Reason stalledReason(Finding ready) {
    return picture.refusal().map(Finding::reason).orElse(ready.reason());
  }

  private Optional<String> brokenTopics() {
    String text =
        topics(report -> report.state().needsPeople()).stream()
            .map(report -> report.name() + ": " + report.message())
            .collect(Collectors.joining("; "));
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private List<TopicReport> topics(java.util.function.Predicate<TopicReport> wanted) {
    return picture.topics().orElse(List.of()).stream().filter(wanted).toList();
  }

  private static Finding notReady(Reason reason, String message) {
    return Finding.no(READY, reason, message);
  }
}
