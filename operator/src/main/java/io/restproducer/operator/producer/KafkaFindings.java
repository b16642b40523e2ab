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
      return Optional.of(
          unreachable(
              "%d of %d pods do not reach Kafka at %s: %s"
                  .formatted(without, reports.size(), servers(picture), podReasons(reports))));
    }
    if (reports.isEmpty() && !waiting.isEmpty()) {
      return Optional.of(
          unreachable(
              "the operator does not reach Kafka at %s: %s"
                  .formatted(servers(picture), topicReasons(waiting))));
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
    long needed = message + key + OVERHEAD;
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
                    .formatted(message, key, OVERHEAD, needed, below)));
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

  private static String podReasons(List<StatusReport> reports) {
    return join(
        reports.stream().map(StatusReport::kafka).filter(k -> !k.reachable()).map(k -> k.reason()));
  }

  private static String topicReasons(List<TopicReport> waiting) {
    return join(waiting.stream().map(report -> report.reason().word()));
  }

  private static String join(Stream<String> reasons) {
    return String.join(", ", reasons.collect(Collectors.toCollection(TreeSet::new)));
  }

  private static String servers(Picture picture) {
    return picture.blueprint().spec().kafka.bootstrapServers;
  }

  private static Finding unreachable(String message) {
    return Finding.no(KAFKA_REACHABLE, Reason.UNREACHABLE, message);
  }
}
