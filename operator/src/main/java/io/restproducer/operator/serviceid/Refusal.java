package io.restproducer.operator.serviceid;

import io.restproducer.contract.TopicPattern;
import io.restproducer.operator.keytable.KeySecrets;
import io.restproducer.operator.keytable.Standing;
import io.restproducer.operator.keytable.TableRoom;
import io.restproducer.operator.permission.Ceiling;
import io.restproducer.operator.permission.Request;
import io.restproducer.operator.reconcile.ConditionType;
import io.restproducer.operator.reconcile.Finding;
import io.restproducer.operator.reconcile.Reason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a ServiceId cannot be accepted, as a False of Accepted. Pure. Its words never tell whether a
 * RestProducer is there that the ServiceId may not use.
 */
final class Refusal {
  private static final int SHOWN = 10;

  private final String name;
  private final Request request;

  private Refusal(String name, Request request) {
    this.name = name;
    this.request = request;
  }

  /**
   * The first reason.
   *
   * @param name of the ServiceId
   * @param ceiling of its namespace; empty: no RestProducer of that name, or none that lets it in
   */
  static Optional<Finding> of(
      String name, Request request, Optional<Ceiling> ceiling, Optional<Standing> standing) {
    Refusal refusal = new Refusal(name, request);
    return ceiling.isEmpty()
        ? Optional.of(refusal.notFound())
        : refusal.outside(ceiling.get()).or(() -> standing.flatMap(refusal::ofTable));
  }

  private Finding notFound() {
    return no(
        Reason.PRODUCER_NOT_FOUND,
        "there is no RestProducer %s that ServiceIds of namespace %s may use: create it, correct restProducerRef, or have its allowedServiceIds let this namespace in"
            .formatted(request.producer(), request.namespace()));
  }

  private Optional<Finding> outside(Ceiling ceiling) {
    List<TopicPattern> outside = ceiling.outside(request.topics());
    return outside.isEmpty()
        ? Optional.empty()
        : Optional.of(
            no(
                Reason.TOPIC_NOT_ALLOWED,
                "RestProducer %s does not let ServiceIds of namespace %s write %s; it allows %s: grant topics within that, or have its allowedServiceIds changed"
                    .formatted(
                        request.producer(),
                        request.namespace(),
                        listed(outside),
                        listed(ceiling.patterns()))));
  }

  private Optional<Finding> ofTable(Standing standing) {
    return standing
        .refused()
        .filter(reason -> reason != Reason.ROTATION_WAITS_FOR_ROOM)
        .map(reason -> no(reason, ofTable(reason)));
  }

  private String ofTable(Reason reason) {
    return reason == Reason.TABLE_FULL
        ? "the key table of RestProducer %s is full (%d bytes, the limit of a Secret): delete ServiceIds that nobody uses, grant fewer topics, or use another RestProducer"
            .formatted(request.producer().name(), TableRoom.OF_A_SECRET)
        : "the key table of RestProducer %s does not take a key whose id another ServiceId holds: delete the Secret that brought it, %s or that of a client certificate, to have a new one made"
            .formatted(request.producer().name(), KeySecrets.published(name));
  }

  private static String listed(List<TopicPattern> patterns) {
    String shown =
        patterns.stream().limit(SHOWN).map(TopicPattern::text).collect(Collectors.joining(", "));
    return patterns.size() <= SHOWN
        ? shown
        : "%s and %d more".formatted(shown, patterns.size() - SHOWN);
  }

  private static Finding no(Reason reason, String message) {
    return Finding.no(ConditionType.ACCEPTED, reason, message);
  }
}
