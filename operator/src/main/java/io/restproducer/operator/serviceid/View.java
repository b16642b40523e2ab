package io.restproducer.operator.serviceid;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.Role;
import io.restproducer.contract.TopicPattern;
import io.restproducer.crds.ServiceId;
import io.restproducer.operator.keytable.Standing;
import io.restproducer.operator.permission.Request;
import io.restproducer.operator.reconcile.Finding;
import io.restproducer.operator.reconcile.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one pass over a ServiceId found and made.
 *
 * @param refusal why the spec cannot be followed, a False of Accepted
 * @param standing how far its keys have come; empty: its RestProducer has not told yet
 */
record View(
    ServiceId serviceId,
    Optional<Finding> refusal,
    Optional<Standing> standing,
    HeldKeys held,
    Instant now) {
  boolean wantsKey() {
    return serviceId.getSpec().apiKey.enabled;
  }

  boolean isSuspended() {
    return serviceId.getSpec().suspend;
  }

  /** Whether there is no RestProducer that it may use. */
  boolean isShutOut() {
    return refusal.filter(finding -> finding.reason() == Reason.PRODUCER_NOT_FOUND).isPresent();
  }

  /** Whether a Secret of somebody else has the name that it needs. */
  boolean isKeptOut() {
    return refusal.filter(finding -> finding.reason() == Reason.SECRET_CONFLICT).isPresent();
  }

  boolean isListedAsRevoked(String id) {
    List<String> listed = serviceId.getSpec().apiKey.revokedIds;
    return listed != null && listed.contains(id);
  }

  /** The key that is to take the place of the one that callers have; empty: none. */
  Optional<ApiKey> successor() {
    return held.publishedKey().isPresent() && !isSuspended() && wantsKey()
        ? held.nextKey().filter(next -> !next.id().equals(held.publishedKey().get().id()))
        : Optional.empty();
  }

  List<KeyEntry> entries() {
    return standing.map(Standing::entries).orElse(List.of());
  }

  /**
   * Whether every pod does what the stored table says of this ServiceId, and knows all its keys.
   */
  boolean isSettled() {
    return standing
        .filter(Standing::obeyed)
        .filter(s -> s.known().size() == s.entries().size())
        .isPresent();
  }

  /** Whether no pod takes any key of it. */
  boolean isRevoked() {
    return isSettled() && entries().isEmpty();
  }

  /** Whether the published key is in the table with what is granted now. */
  boolean isGranted() {
    Role role = Role.valueOf(serviceId.getSpec().role.name());
    List<TopicPattern> patterns = Request.of(serviceId).topics();
    return held.publishedKey()
        .flatMap(key -> entries().stream().filter(e -> e.id().equals(key.id())).findFirst())
        .filter(entry -> entry.role() == role && entry.topics().equals(patterns))
        .isPresent();
  }
}
