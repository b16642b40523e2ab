package io.restproducer.operator.producer;

import io.restproducer.contract.Sha256;
import io.restproducer.crds.RestProducerStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What status notes of one authority, as values. Pure. */
record AuthorityNote(
    String name,
    Sha256 inUse,
    Optional<Instant> since,
    Optional<Sha256> next,
    Optional<Instant> nextSince,
    List<Former> former,
    boolean remintDone,
    boolean rotateDone) {
  AuthorityNote {
    former = List.copyOf(former);
  }

  /** One that is used no more; {@code until} is empty as long as it is not known. */
  record Former(Sha256 key, Optional<Instant> until) {}

  /** Of one that is seen for the first time. */
  static AuthorityNote first(String name, Sha256 inUse) {
    return new AuthorityNote(
        name, inUse, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), false, false);
  }

  static Optional<AuthorityNote> in(RestProducerStatus status, String name) {
    return status == null || status.authorities == null
        ? Optional.empty()
        : status.authorities.stream()
            .filter(authority -> name.equals(authority.name))
            .map(AuthorityNote::of)
            .findFirst();
  }

  static AuthorityNote of(RestProducerStatus.Authority authority) {
    List<RestProducerStatus.Former> former =
        authority.former == null ? List.of() : authority.former;
    return new AuthorityNote(
        authority.name,
        Sha256.parse(authority.sha256),
        time(authority.since),
        Optional.ofNullable(authority.next).map(Sha256::parse),
        time(authority.nextSince),
        former.stream().map(one -> new Former(Sha256.parse(one.sha256), time(one.until))).toList(),
        Boolean.TRUE.equals(authority.remintDone),
        Boolean.TRUE.equals(authority.rotateDone));
  }

  RestProducerStatus.Authority toStatus() {
    RestProducerStatus.Authority authority = new RestProducerStatus.Authority();
    authority.name = name;
    authority.sha256 = inUse.hex();
    authority.since = text(since);
    authority.next = next.map(Sha256::hex).orElse(null);
    authority.nextSince = text(nextSince);
    authority.former = former.isEmpty() ? null : former.stream().map(AuthorityNote::entry).toList();
    authority.remintDone = remintDone ? Boolean.TRUE : null;
    authority.rotateDone = rotateDone ? Boolean.TRUE : null;
    return authority;
  }

  AuthorityNote since(Instant now) {
    return new AuthorityNote(
        name, inUse, Optional.of(seconds(now)), next, nextSince, former, remintDone, rotateDone);
  }

  AuthorityNote withNext(Optional<Sha256> successor, Instant now) {
    return new AuthorityNote(
        name,
        inUse,
        since,
        successor,
        successor.map(one -> seconds(now)),
        former,
        remintDone,
        rotateDone);
  }

  AuthorityNote withFormer(List<Former> remaining) {
    return new AuthorityNote(
        name, inUse, since, next, nextSince, remaining, remintDone, rotateDone);
  }

  AuthorityNote withRemintDone(boolean done) {
    return new AuthorityNote(name, inUse, since, next, nextSince, former, done, rotateDone);
  }

  AuthorityNote withRotateDone(boolean done) {
    return new AuthorityNote(name, inUse, since, next, nextSince, former, remintDone, done);
  }

  /** The next one is in use from now on. */
  AuthorityNote promoted(Instant now) {
    List<Former> before = new java.util.ArrayList<>(List.of(new Former(inUse, Optional.empty())));
    before.addAll(former);
    return new AuthorityNote(
        name,
        next.orElseThrow(),
        Optional.of(seconds(now)),
        Optional.empty(),
        Optional.empty(),
        before,
        remintDone,
        rotateDone);
  }

  List<Sha256> formerKeys() {
    return former.stream().map(Former::key).toList();
  }

  private static RestProducerStatus.Former entry(Former former) {
    RestProducerStatus.Former entry = new RestProducerStatus.Former();
    entry.sha256 = former.key().hex();
    entry.until = text(former.until());
    return entry;
  }

  private static Optional<Instant> time(String text) {
    return Optional.ofNullable(text).filter(Objects::nonNull).map(Instant::parse);
  }

  private static String text(Optional<Instant> time) {
    return time.map(AuthorityNote::seconds).map(Instant::toString).orElse(null);
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
