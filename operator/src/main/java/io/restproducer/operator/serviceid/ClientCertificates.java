package io.restproducer.operator.serviceid;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.restproducer.crds.ClientCertificate;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.ServiceId;
import io.restproducer.crds.TimeSpan;
import io.restproducer.operator.keytable.Access;
import io.restproducer.operator.keytable.CertificateSecrets;
import io.restproducer.operator.keytable.Standing;
import io.restproducer.operator.pki.ClientRenewal;
import io.restproducer.operator.pki.CsrWarning;
import io.restproducer.operator.pki.Pkcs12Profile;
import io.restproducer.operator.pki.RefusedCsr;
import io.restproducer.operator.reconcile.EndingNamespace;
import io.restproducer.operator.reconcile.EventLog;
import io.restproducer.operator.reconcile.ForeignObject;
import io.restproducer.operator.reconcile.GeneratedSecrets;
import io.restproducer.operator.reconcile.Ownership;
import io.restproducer.operator.reconcile.Reason;
import io.restproducer.operator.serviceid.CertificateOutcome.Problem;
import java.net.HttpURLConnection;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All client certificates of one ServiceId: each goes its own way, whatever becomes of others. What
 * fails unforeseen with one is a problem of that one: {@link View#failure} has the pass taken
 * again.
 */
final class ClientCertificates {
  private final ServiceId owner;
  private final Map<String, Secret> present;
  private final Optional<Standing> standing;
  private final CertificateHindrance hindrance;
  private final Instant now;

  /**
   * The certificates of {@code owner}.
   *
   * @param secrets beside it, as cached; those of others are left alone
   * @param producer whose pods take them
   */
  ClientCertificates(
      ServiceId owner,
      Collection<Secret> secrets,
      Optional<Standing> standing,
      Optional<RestProducer> producer,
      Instant now) {
    this.owner = owner;
    this.present =
        secrets.stream()
            .filter(secret -> Ownership.isBeside(owner, secret))
            .filter(secret -> secret.getMetadata().getDeletionTimestamp() == null)
            .collect(Collectors.toMap(s -> s.getMetadata().getName(), Function.identity()));
    this.standing = standing;
    this.hindrance = new CertificateHindrance(owner, standing, producer, now);
    this.now = now;
  }

  /** The names of those that work only while the API key with this id does. */
  static List<String> boundTo(ServiceId owner, String apiKeyId) {
    return entries(owner).stream()
        .filter(entry -> apiKeyId.equals(entry.apiKeyId))
        .map(entry -> entry.name)
        .toList();
  }

  /** A certificate that hangs on an API key keeps the clock from replacing it. */
  static Rotation rotation(ServiceId owner, Instant now) {
    return new Rotation(owner, id -> !boundTo(owner, id).isEmpty(), now);
  }

  /** As they are: nothing is done to them. */
  List<CertificateOutcome> asTheyAre() {
    return entries().stream()
        .map(entry -> outcome(entry, held(entry), Optional.empty(), Set.of()))
        .toList();
  }

  /** Takes each as far as it can go now, and removes what is no longer wanted. */
  List<CertificateOutcome> advance(KubernetesClient client, SecureRandom random, EventLog events) {
    removeUnwanted(client);
    return entries().stream().map(entry -> advance(entry, client, random, events)).toList();
  }

  private CertificateOutcome advance(
      ClientCertificate entry, KubernetesClient client, SecureRandom random, EventLog events) {
    HeldCertificate held = held(entry);
    Set<CsrWarning> warnings = Set.of();
    Optional<Problem> problem;
    try {
      WantedCertificate wanted = WantedCertificate.of(owner, entry);
      warnings = wanted.warnings();
      problem = hindrance.of(entry).filter(p -> p.stalled() || !worksOn(entry, held(entry)));
      if (problem.isEmpty() && isOpen()) {
        CertificateEvents told = new CertificateEvents(events, owner);
        held = new CertificateSteps(issuing(), wanted, client, random, told).advance(held);
      }
    } catch (RefusedCsr e) {
      problem =
          Optional.of(
              Problem.forUser(
                  Reason.valueOf("CSR_" + e.reason().name()), entry.name + ": " + e.getMessage()));
    } catch (ForeignObject e) {
      problem = Optional.of(Problem.forUser(e.reason(), e.getMessage()));
    } catch (RuntimeException e) {
      if (concernsAll(e)) {
        throw e;
      }
      problem = Optional.of(Problem.failed(entry.name, e));
    }
    return outcome(entry, held, problem, warnings);
  }

  /** What the cache does not show yet, or the end of the namespace: no news of one certificate. */
  private static boolean concernsAll(RuntimeException failure) {
    return EndingNamespace.refused(failure)
        || failure instanceof KubernetesClientException e
            && e.getCode() == HttpURLConnection.HTTP_CONFLICT;
  }

  private void removeUnwanted(KubernetesClient client) {
    Set<String> wanted =
        entries().stream()
            .map(entry -> new CertificateSecret(owner, entry.name))
            .flatMap(names -> Stream.of(names.publishedName(), names.nextName()))
            .collect(Collectors.toSet());
    GeneratedSecrets own =
        new GeneratedSecrets(owner, secret -> Ownership.controls(owner, secret), client);
    present.values().stream()
        .filter(secret -> Ownership.controls(owner, secret))
        .filter(secret -> labels(secret).containsKey(CertificateSecrets.CERTIFICATE_LABEL))
        .filter(secret -> !wanted.contains(secret.getMetadata().getName()))
        .forEach(own::delete);
  }

  private static Map<String, String> labels(Secret secret) {
    return Objects.requireNonNullElse(secret.getMetadata().getLabels(), Map.of());
  }

  private HeldCertificate held(ClientCertificate entry) {
    CertificateSecret names = new CertificateSecret(owner, entry.name);
    return new HeldCertificate(own(names, names.publishedName()), own(names, names.nextName()));
  }

  private Optional<Secret> own(CertificateSecret names, String name) {
    return Optional.ofNullable(present.get(name))
        .filter(
            secret ->
                Ownership.controls(owner, secret) || (isOpen() && issuing().isOf(names, secret)));
  }

  private CertificateOutcome outcome(
      ClientCertificate entry,
      HeldCertificate held,
      Optional<Problem> problem,
      Set<CsrWarning> warnings) {
    boolean settled = problem.isEmpty() && held.next().isEmpty() && isInForce(entry, held);
    return new CertificateOutcome(entry.name, published(entry, held), settled, problem, warnings);
  }

  private boolean isInForce(ClientCertificate entry, HeldCertificate held) {
    return isOpen()
        ? held.published().filter(issuing()::isGranted).isPresent()
        : worksOn(entry, held);
  }

  /** Whether pods take it, while nothing can be issued: a key may be lost, or the operator new. */
  private boolean worksOn(ClientCertificate entry, HeldCertificate held) {
    return !isOpen()
        && published(entry, held)
            .flatMap(CertificateOutcome.Published::keyId)
            .filter(id -> standing.map(Standing::known).orElse(List.of()).contains(id))
            .isPresent();
  }

  private Optional<CertificateOutcome.Published> published(
      ClientCertificate entry, HeldCertificate held) {
    return held.publishedLeaf()
        .map(
            leaf ->
                new CertificateOutcome.Published(
                    held.published().orElseThrow().getMetadata().getName(),
                    leaf,
                    isOpen() ? issuing().keyId(held.published().get()) : reportedKeyId(leaf),
                    ClientRenewal.time(leaf, TimeSpan.parse(entry.renewBefore))));
  }

  /** While nobody can open a certificate, what was told of it still holds. */
  private Optional<String> reportedKeyId(X509Certificate leaf) {
    return StatusOfCertificates.keyId(owner.getStatus(), leaf);
  }

  /** Whether certificates can be opened now: its RestProducer has told with which keys. */
  private boolean isOpen() {
    return access().flatMap(Access::issuer).isPresent();
  }

  private Issuing issuing() {
    Access access = access().orElseThrow();
    return new Issuing(
        owner,
        access.issuer().orElseThrow(),
        access.clientAuthEndpoint().orElseThrow(),
        access.authorities(),
        standing.orElseThrow(),
        revoked(),
        Pkcs12Profile.valueOf(owner.getSpec().pkcs12Profile.name()),
        now);
  }

  private Set<String> revoked() {
    List<String> ids = owner.getSpec().apiKey.revokedIds;
    return ids == null ? Set.of() : Set.copyOf(ids);
  }

  private Optional<Access> access() {
    return standing.flatMap(Standing::access).filter(a -> a.clientAuthEndpoint().isPresent());
  }

  private List<ClientCertificate> entries() {
    return entries(owner);
  }

  private static List<ClientCertificate> entries(ServiceId owner) {
    return Objects.requireNonNullElse(owner.getSpec().clientCertificates, List.of());
  }
}
