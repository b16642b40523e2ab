package io.restproducer.operator.producer;

import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.Sha256;
import io.restproducer.contract.StatusReport;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.RestProducerSpec;
import io.restproducer.crds.TimeSpan;
import io.restproducer.operator.pki.AuthorityRing;
import io.restproducer.operator.pki.CertifiedKey;
import io.restproducer.operator.pki.KeyRing;
import io.restproducer.operator.pki.Lifetimes;
import io.restproducer.operator.pki.Renewal;
import io.restproducer.operator.pki.SealingKeys;
import io.restproducer.operator.producer.Rotation.Signs;
import io.restproducer.operator.reconcile.ForeignObject;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Takes each authority one step further in its rotation. It acts on nothing that does not stand in
 * status yet, but for a successor that it lays ready in the Secret.
 */
final class Rotations {
  private static final Duration NO_OVERLAP = Duration.ofDays(180);

  private final Authorities authorities;
  private final Lifetimes lifetimes;

  Rotations(Authorities authorities, Lifetimes lifetimes) {
    this.authorities = authorities;
    this.lifetimes = lifetimes;
  }

  /**
   * What a turn looks at.
   *
   * @param entries of the stored key table
   * @param leaf that pods are to present
   */
  record Facts(ProducerFlow.Start start, List<KeyEntry> entries, Optional<X509Certificate> leaf) {
    RestProducer producer() {
      return start.blueprint().producer();
    }

    RestProducerSpec spec() {
      return start.blueprint().spec();
    }

    /** Whether {@code sign} is in the report of every pod, those that come or go included. */
    boolean everyPod(Predicate<StatusReport> sign) {
      return start.pods().pods().stream()
          .allMatch(pod -> start.pods().report(pod).filter(sign).isPresent());
    }

    /** When the last client certificate ends that there is. */
    Instant lastClientEnd(Duration unbounded) {
      return Stream.concat(
              entries.stream()
                  .filter(entry -> entry.sealedIn().isPresent())
                  .map(entry -> entry.expiresAt().orElse(start.now().plus(unbounded))),
              start.lastCertificate().get().stream())
          .max(Instant::compareTo)
          .orElse(start.now());
    }
  }

  /**
   * What status is to say of all three.
   *
   * @param again takes in when to look again though nothing happens
   */
  List<AuthorityNote> turn(
      Facts facts,
      FoundAuthority<AuthorityRing> server,
      FoundAuthority<AuthorityRing> clients,
      FoundAuthority<SealingKeys> sealing,
      List<Duration> again)
      throws ForeignObject {
    List<AuthorityNote> before = List.of(server.note(), clients.note(), sealing.note());
    if (facts.start().pods().isAsking()) {
      return before;
    }
    List<AuthorityNote> after =
        List.of(
            server(facts, server),
            clients(facts, clients),
            sealing(facts, sealing, clients.material().lastEnd()));
    if (!after.equals(before)) {
      again.add(Duration.ZERO);
    }
    again(facts, after.get(0), true).ifPresent(again::add);
    after.forEach(note -> again(facts, note, false).ifPresent(again::add));
    return after;
  }

  /** The authority of server certificates. */
  private AuthorityNote server(Facts facts, FoundAuthority<AuthorityRing> found)
      throws ForeignObject {
    Instant now = facts.start().now();
    Duration overlap = overlap(facts.spec());
    boolean presented =
        facts.leaf().map(leaf -> facts.everyPod(report -> presents(report, leaf))).orElse(false);
    Signs signs =
        new Signs(
            RotationRequest.namesServerAuthority(facts.producer()),
            isRipe(found.material().current(), lifetimes.serverLeaf().plus(overlap), now),
            found.note().nextSince().filter(s -> !now.isBefore(s.plus(overlap))).isPresent()
                || isSpent(found.material().current(), now),
            presented ? Optional.of(now) : Optional.empty(),
            lifetimes.settling());
    FoundAuthority<AuthorityRing> ready =
        needsNext(found, signs)
            ? authorities.withNextServerAuthority(facts.producer(), facts.start().secrets(), found)
            : found;
    return turn(facts, ready, signs);
  }

  /** That of client certificates. */
  private AuthorityNote clients(Facts facts, FoundAuthority<AuthorityRing> found)
      throws ForeignObject {
    AuthorityRing ring = found.material();
    List<Sha256> both = Stream.concat(Stream.of(ring.fingerprint()), ring.next().stream()).toList();
    Signs signs =
        new Signs(
            RotationRequest.namesClientsAuthority(facts.producer()),
            isRipe(ring.current(), lifetimes.clientLeaf(), facts.start().now()),
            ifEnabled(facts, report -> report.clientsTrust().containsAll(both)),
            clientEnd(facts, found),
            lifetimes.settling());
    FoundAuthority<AuthorityRing> ready =
        needsNext(found, signs)
            ? authorities.withNextClientsAuthority(facts.producer(), facts.start().secrets(), found)
            : found;
    return turn(facts, ready, signs);
  }

  /**
   * Sealing keys, which have no end of their own.
   *
   * @param latest when no certificate works any more that an authority signed until now
   */
  private AuthorityNote sealing(Facts facts, FoundAuthority<SealingKeys> found, Instant latest)
      throws ForeignObject {
    Optional<String> next = found.material().nextId();
    Instant now = facts.start().now();
    Signs signs =
        new Signs(
            RotationRequest.namesSealingKeys(facts.producer()),
            found.note().since().filter(s -> !now.isBefore(s.plus(sealing(found)))).isPresent(),
            ifEnabled(facts, report -> next.filter(report.sealingKeys()::contains).isPresent()),
            clientEnd(facts, found).map(end -> end.isAfter(latest) ? latest : end),
            lifetimes.settling());
    FoundAuthority<SealingKeys> ready =
        needsNext(found, signs)
            ? authorities.withNextSealingKey(facts.producer(), facts.start().secrets(), found)
            : found;
    return turn(facts, ready, signs);
  }

  /** When to look at {@code note} again though nothing happens. */
  private Optional<Duration> again(Facts facts, AuthorityNote note, boolean isServer) {
    Optional<Duration> overlap = isServer ? Optional.of(overlap(facts.spec())) : Optional.empty();
    Signs signs = new Signs(false, false, false, Optional.empty(), lifetimes.settling());
    return Rotation.nextLook(note, signs, overlap)
        .map(time -> Duration.between(facts.start().now(), time))
        .filter(wait -> !wait.isNegative());
  }

  private static <T extends KeyRing<T>> AuthorityNote turn(
      Facts facts, FoundAuthority<T> found, Signs signs) {
    return Rotation.step(found.note(), found.material(), signs, facts.start().now());
  }

  private static boolean needsNext(FoundAuthority<? extends KeyRing<?>> found, Signs signs) {
    return found.material().next().isEmpty() && Rotation.isDue(found.note(), signs);
  }

  /** Who takes no client certificates has nothing to wait for. */
  private static boolean ifEnabled(Facts facts, Predicate<StatusReport> sign) {
    return !facts.spec().expose.clientAuth.enabled || facts.everyPod(sign);
  }

  /** Looked up only where somebody waits for it. */
  private Optional<Instant> clientEnd(Facts facts, FoundAuthority<?> found) {
    return found.note().former().stream().anyMatch(former -> former.until().isEmpty())
        ? Optional.of(facts.lastClientEnd(lifetimes.clientLeaf()))
        : Optional.empty();
  }

  /** At two thirds of its life, and early enough for the leaves that it still has to sign. */
  private static boolean isRipe(CertifiedKey authority, Duration leaves, Instant now) {
    X509Certificate certificate = authority.certificate();
    Instant latest = certificate.getNotAfter().toInstant().minus(leaves);
    return !now.isBefore(Renewal.time(certificate)) || !now.isBefore(latest);
  }

  /**
   * Whether it has no more time left than a server certificate has when it is renewed: were the
   * next one to wait any longer, callers would soon find a certificate that has ended.
   */
  private boolean isSpent(CertifiedKey authority, Instant now) {
    Instant end = authority.certificate().getNotAfter().toInstant();
    return !now.isBefore(end.minus(lifetimes.serverLeaf().dividedBy(3)));
  }

  /** Earlier by up to a thirtieth, settled by the key, so that not all are replaced together. */
  private Duration sealing(FoundAuthority<SealingKeys> found) {
    long range = Math.max(1, lifetimes.sealingKey().toSeconds() / 30);
    int digits = Integer.parseInt(found.material().fingerprint().hex().substring(0, 6), 16);
    return lifetimes.sealingKey().minusSeconds(digits % range);
  }

  private static boolean presents(StatusReport report, X509Certificate leaf) {
    return report
        .serverCertificate()
        .filter(presented -> presented.serialNumber().equals(leaf.getSerialNumber().toString(16)))
        .isPresent();
  }

  private static Duration overlap(RestProducerSpec spec) {
    return TimeSpan.parse(spec.tls.caOverlap).orElse(NO_OVERLAP);
  }
}
