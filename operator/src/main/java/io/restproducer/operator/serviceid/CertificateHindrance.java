package io.restproducer.operator.serviceid;

import io.restproducer.crds.ClientCertificate;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.ServiceId;
import io.restproducer.operator.keytable.Access;
import io.restproducer.operator.keytable.Standing;
import io.restproducer.operator.reconcile.Reason;
import io.restproducer.operator.serviceid.CertificateOutcome.Problem;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/** What keeps a certificate from being issued that has nothing to do with its request. Pure. */
final class CertificateHindrance {
  private final ServiceId owner;
  private final Optional<Standing> standing;
  private final Optional<RestProducer> producer;
  private final Instant now;

  CertificateHindrance(
      ServiceId owner, Optional<Standing> standing, Optional<RestProducer> producer, Instant now) {
    this.owner = owner;
    this.standing = standing;
    this.producer = producer;
    this.now = now;
  }

  Optional<Problem> of(ClientCertificate entry) {
    return disabled().or(this::noEndpoint).or(() -> noApiKey(entry)).or(this::wrongTime);
  }

  private Optional<Problem> disabled() {
    return producer
        .filter(p -> !p.getSpec().expose.clientAuth.enabled)
        .map(
            p ->
                Problem.forUser(
                    Reason.CLIENT_AUTH_DISABLED,
                    "RestProducer %s takes no client certificates: have its expose.clientAuth.enabled set, or remove clientCertificates"
                        .formatted(name())));
  }

  private Optional<Problem> noEndpoint() {
    return access()
            .filter(a -> a.clientAuthEndpoint().isPresent() && a.issuer().isPresent())
            .isPresent()
        ? Optional.empty()
        : Optional.of(
            Problem.passing(
                Reason.WAITING_FOR_ENDPOINT,
                "RestProducer %s has no endpoint for client certificates yet".formatted(name())));
  }

  private Optional<Problem> noApiKey(ClientCertificate entry) {
    boolean live =
        entry.apiKeyId == null
            || standing.orElseThrow().entries().stream()
                .anyMatch(e -> e.id().equals(entry.apiKeyId) && e.sealedIn().isEmpty());
    return live
        ? Optional.empty()
        : Optional.of(
            Problem.forUser(
                Reason.API_KEY_NOT_LIVE,
                "%s: apiKeyId %s is no live API key of this ServiceId: write the id of one in status.apiKeys, or remove apiKeyId"
                    .formatted(entry.name, entry.apiKeyId)));
  }

  /** A clock that is far off would otherwise show only in handshakes that fail. */
  private Optional<Problem> wrongTime() {
    X509Certificate authority = access().orElseThrow().issuer().orElseThrow().authority();
    Instant from = authority.getNotBefore().toInstant();
    Instant to = authority.getNotAfter().toInstant();
    return now.isBefore(from) || !now.isBefore(to)
        ? Optional.of(
            Problem.passing(
                Reason.AUTHORITY_NOT_VALID,
                "the authority that signs client certificates is valid from %s to %s, and the operator's clock says %s: check the clock"
                    .formatted(from, to, now)))
        : Optional.empty();
  }

  private Optional<Access> access() {
    return standing.flatMap(Standing::access);
  }

  private String name() {
    return owner.getSpec().restProducerRef.name;
  }
}
