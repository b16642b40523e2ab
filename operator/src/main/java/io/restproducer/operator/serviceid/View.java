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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one pass over a ServiceId found and made.
 *
 * @param refusal why the spec cannot be followed, a False of Accepted
 * @param certificates what was made of each client certificate that is wanted
 * @param standing how far its keys have come; empty: its RestProducer has not told yet
 */
record View(
    ServiceId serviceId,
    Optional<Finding> refusal,
    Optional<Standing> standing,
    HeldKeys held,
    List<CertificateOutcome> certificates,
    Instant now) {
  View {
    certificates = List.copyOf(certificates);
  }

  /** Without client certificates. */
  View(
      ServiceId serviceId,
      Optional<Finding> refusal,
      Optional<Standing> standing,
      HeldKeys held,
      Instant now) {
    this(serviceId, refusal, standing, held, List.of(), now);
  }

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

  /** When the next certificate is to be made anew; one whose time has come is looked after. */
  Optional<Instant> nextRenewal() {
    return certificates.stream()
        .flatMap(certificate -> certificate.published().stream())
        .map(CertificateOutcome.Published::renewalTime)
        .filter(now::isBefore)
        .min(Comparator.naturalOrder());
  }

  /** What failed unforeseen in this pass; the first, with the others beside it. */
  Optional<RuntimeException> failure() {
    List<RuntimeException> all =
        certificates.stream()
            .flatMap(certificate -> certificate.problem().stream())
            .flatMap(problem -> problem.failure().stream())
            .toList();
    all.stream().skip(1).forEach(other -> all.get(0).addSuppressed(other));
    return all.stream().findFirst();
  }

  /** Whether a Secret of somebody else has a name that it needs. */
  boolean isKeptOut() {
    return Stream.concat(
            refusal.map(Finding::reason).stream(),
            certificates.stream().flatMap(c -> c.problem().stream()).map(p -> p.reason()))
        .anyMatch(reason -> reason == Reason.SECRET_CONFLICT);
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

  List<KeyEntry> bearerEntries() {
    return entries().stream().filter(entry -> entry.sealedIn().isEmpty()).toList();
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

  /** Whether no pod takes any bearer key of it. */
  boolean hasNoBearerKey() {
    return isSettled() && bearerEntries().isEmpty();
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
