package io.restproducer.operator.producer;

import static io.restproducer.operator.reconcile.ConditionType.KAFKA_REACHABLE;
import static io.restproducer.operator.reconcile.ConditionType.LIMITS_WITHIN_BROKER;

import io.restproducer.contract.StatusReport;
import io.restproducer.operator.kafka.TopicReport;
import io.restproducer.operator.kafka.TopicState;
import io.restproducer.operator.reconcile.Finding;
import io.restproducer.operator.reconcile.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What pods and declared topics tell of Kafka. Pure. */
final class KafkaFindings {
  /** A record's and a batch's own fields and a trace header, at the most. */
  private static final long OVERHEAD = 256;

  private KafkaFindings() {}

  /** Empty while nobody has asked Kafka anything. */
  static Optional<Finding> reachable(Picture picture) {
    List<StatusReport> reports = picture.pods().reports();
    List<TopicReport> waiting =
        picture.topics().orElse(List.of()).stream()
            .filter(report -> report.state() == TopicState.WAITING_FOR_KAFKA)
            .toList();
    long without = reports.stream().filter(report -> !report.kafka().reachable()).count();
    if (without > 0) {
      Set<String> reasons = podReasons(reports, false);
      return Optional.of(
          unreachable(
              reasons,
              "%d of %d pods do not reach Kafka at %s: %s"
                  .formatted(
                      without, reports.size(), servers(picture), String.join(", ", reasons))));
    }
    if (reports.isEmpty() && !waiting.isEmpty()) {
      Set<String> reasons = topicReasons(waiting);
      return Optional.of(
          unreachable(
              reasons,
              "the operator does not reach Kafka at %s: %s"
                  .formatted(servers(picture), String.join(", ", reasons))));
    }
    Set<String> former = podReasons(reports, true);
    if (!former.isEmpty()) {
      return Optional.of(
          Finding.yes(
              KAFKA_REACHABLE,
              Reason.FORMER_CREDENTIALS,
              "pods reach Kafka only with former credentials or trust, as those in the Secrets do not work: %s"
                  .formatted(String.join(", ", former))));
    }
    return reports.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.yes(KAFKA_REACHABLE, Reason.REACHABLE, "every pod that answers reaches Kafka"));
  }

  /** Empty while no pod knows a limit of Kafka. */
  static Optional<Finding> limits(Picture picture) {
    Map<String, Integer> known = brokerLimits(picture.pods().reports());
    if (known.isEmpty()) {
      return Optional.empty();
    }
    int message = picture.blueprint().spec().maxMessageSize;
    int key = picture.blueprint().spec().maxKeySize;
    long overhead = OVERHEAD + senderHeader(picture);
    long needed = message + key + overhead;
    String below =
        known.entrySet().stream()
            .filter(limit -> limit.getValue() < needed)
            .map(limit -> limit.getKey() + " allows " + limit.getValue())
            .collect(Collectors.joining(", "));
    return Optional.of(
        below.isEmpty()
            ? Finding.yes(
                LIMITS_WITHIN_BROKER,
                Reason.WITHIN_LIMITS,
                "Kafka takes records of " + needed + " bytes")
            : Finding.no(
                LIMITS_WITHIN_BROKER,
                Reason.LIMIT_ABOVE_BROKER,
                "maxMessageSize %d + maxKeySize %d + overhead %d = %d bytes, but %s: lower the limits or raise Kafka's"
                    .formatted(message, key, overhead, needed, below)));
  }

  /** Its name, and a namespace and a name of the longest. */
  private static long senderHeader(Picture picture) {
    String header = picture.blueprint().spec().kafka.serviceIdHeader;
    return header == null ? 0 : header.length() + 128;
  }

  private static Map<String, Integer> brokerLimits(List<StatusReport> reports) {
    Map<String, Integer> limits = new TreeMap<>();
    for (StatusReport report : reports) {
      report
          .kafka()
          .messageMaxBytes()
          .ifPresent(bytes -> limits.merge("message.max.bytes of the brokers", bytes, Math::min));
      report
          .kafka()
          .topicMaxMessageBytes()
          .forEach(
              (topic, bytes) ->
                  limits.merge("max.message.bytes of topic " + topic, bytes, Math::min));
    }
    return limits;
  }

  /** Of the pods that reach Kafka, or of those that do not. */
  private static Set<String> podReasons(List<StatusReport> reports, boolean reachable) {
    return sorted(
        reports.stream()
            .map(StatusReport::kafka)
            .filter(kafka -> kafka.reachable() == reachable)
            .map(StatusReport.Kafka::reason)
            .filter(reason -> !reason.isEmpty()));
  }

  private static Set<String> topicReasons(List<TopicReport> waiting) {
    return sorted(waiting.stream().map(report -> report.reason().word()));
  }

  private static Set<String> sorted(Stream<String> reasons) {
    return reasons.collect(Collectors.toCollection(TreeSet::new));
  }

  private static String servers(Picture picture) {
    return picture.blueprint().spec().kafka.bootstrapServers;
  }

  /** The condition's reason says more where all have the same to tell. */
  private static Finding unreachable(Set<String> reasons, String message) {
    Reason reason =
        Stream.of(Reason.AUTHENTICATION_FAILED, Reason.TLS_FAILED)
            .filter(it -> reasons.equals(Set.of(it.text())))
            .findFirst()
            .orElse(Reason.UNREACHABLE);
    return Finding.no(KAFKA_REACHABLE, reason, message);
  }
}
