package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.Condition;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.RestProducerStatus;
import io.restproducer.operator.reconcile.ConditionType;
import io.restproducer.operator.reconcile.Conditions;
import io.restproducer.operator.reconcile.EventLog;
import io.restproducer.operator.reconcile.Reason;
import java.util.Arrays;
import java.util.Optional;

/** Tells people of the turns that a RestProducer takes: once each, from one status to the next. */
final class ProducerEvents {
  private ProducerEvents() {}

  static void tell(EventLog events, RestProducer producer, RestProducerStatus after) {
    RestProducerStatus before =
        producer.getStatus() == null ? new RestProducerStatus() : producer.getStatus();
    if (becomes("False", before, after, ConditionType.ACCEPTED)) {
      events.warning(producer, Reason.REFUSED, message(after, ConditionType.ACCEPTED));
    }
    if (becomes("False", before, after, ConditionType.RULES_RESOLVED)) {
      events.warning(producer, Reason.REFUSED, message(after, ConditionType.RULES_RESOLVED));
    }
    if (becomes("False", before, after, ConditionType.CERTIFICATES_READY)) {
      events.warning(
          producer, certificates(after), message(after, ConditionType.CERTIFICATES_READY));
    }
    Remint.minted(before, after)
        .forEach(
            secret ->
                events.warning(
                    producer,
                    Reason.REMINTED,
                    "Secret %s was minted anew, as %s asked: whoever trusted the old one needs the new one"
                        .formatted(secret, Remint.ANNOTATION)));
    Remint.rotated(before, after)
        .forEach(
            secret ->
                events.normal(
                    producer,
                    Reason.ROTATED,
                    "Secret %s: the next key is in use; the former one is trusted until what it made has ended"
                        .formatted(secret)));
    if (becomes("False", before, after, ConditionType.PROGRESSING)) {
      events.normal(producer, Reason.ROLLED_OUT, message(after, ConditionType.PROGRESSING));
    }
  }

  private static Reason certificates(RestProducerStatus status) {
    String word =
        Conditions.find(status.conditions, ConditionType.CERTIFICATES_READY)
            .map(Condition::getReason)
            .orElse("");
    return Arrays.stream(Reason.values())
        .filter(reason -> reason.text().equals(word))
        .findFirst()
        .orElse(Reason.AUTHORITY_MISSING);
  }

  private static boolean becomes(
      String status, RestProducerStatus before, RestProducerStatus after, ConditionType type) {
    Optional<String> now = Conditions.find(after.conditions, type).map(Condition::getStatus);
    Optional<String> then = Conditions.find(before.conditions, type).map(Condition::getStatus);
    return now.filter(status::equals).isPresent() && !now.equals(then);
  }

  private static String message(RestProducerStatus status, ConditionType type) {
    return Conditions.find(status.conditions, type).orElseThrow().getMessage();
  }
}
