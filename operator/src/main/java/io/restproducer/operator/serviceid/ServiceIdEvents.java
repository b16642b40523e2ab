package io.restproducer.operator.serviceid;

import io.fabric8.kubernetes.api.model.Condition;
import io.restproducer.crds.ServiceId;
import io.restproducer.crds.ServiceIdStatus;
import io.restproducer.operator.reconcile.ConditionType;
import io.restproducer.operator.reconcile.Conditions;
import io.restproducer.operator.reconcile.EventLog;
import io.restproducer.operator.reconcile.Reason;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Tells people of the turns that a ServiceId takes: once each, from one status to the next. */
final class ServiceIdEvents {
  private static final Set<String> REVOKED =
      Set.of(Reason.SUSPENDED.text(), Reason.KEY_DISABLED.text());

  private ServiceIdEvents() {}

  static void tell(EventLog events, ServiceId serviceId, ServiceIdStatus after) {
    ServiceIdStatus before =
        serviceId.getStatus() == null ? new ServiceIdStatus() : serviceId.getStatus();
    Condition accepted = Conditions.find(after.conditions, ConditionType.ACCEPTED).orElseThrow();
    if (!"True".equals(accepted.getStatus()) && differs(accepted, before, ConditionType.ACCEPTED)) {
      events.warning(serviceId, Reason.REFUSED, accepted.getMessage());
    }
    Conditions.find(after.conditions, ConditionType.CERTIFICATES_READY)
        .filter(certificates -> certificates.getReason().startsWith("Csr"))
        .filter(certificates -> differs(certificates, before, ConditionType.CERTIFICATES_READY))
        .ifPresent(refused -> events.warning(serviceId, Reason.REFUSED, refused.getMessage()));
    Condition ready = Conditions.find(after.conditions, ConditionType.READY).orElseThrow();
    if (REVOKED.contains(ready.getReason()) && differs(ready, before, ConditionType.READY)) {
      events.normal(serviceId, Reason.REVOKED, ready.getMessage());
    }
    List<String> listed = serviceId.getSpec().apiKey.revokedIds;
    if (listed != null) {
      revoked(after)
          .filter(listed::contains)
          .filter(id -> revoked(before).noneMatch(id::equals))
          .forEach(id -> events.normal(serviceId, Reason.REVOKED, "API key " + id + " is revoked"));
    }
  }

  private static Stream<String> revoked(ServiceIdStatus status) {
    return status.apiKeys == null
        ? Stream.empty()
        : status.apiKeys.stream()
            .filter(key -> key.state == ServiceIdStatus.ApiKey.State.REVOKED)
            .map(key -> key.id);
  }

  private static boolean differs(Condition now, ServiceIdStatus before, ConditionType type) {
    Optional<String> reason = Conditions.find(before.conditions, type).map(Condition::getReason);
    return reason.filter(now.getReason()::equals).isEmpty();
  }
}
