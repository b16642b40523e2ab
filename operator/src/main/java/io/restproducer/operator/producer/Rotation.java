package io.restproducer.operator.producer;

import io.restproducer.contract.Sha256;
import io.restproducer.operator.pki.KeyRing;
import io.restproducer.operator.producer.AuthorityNote.Former;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How one authority gives way to the next: trusted beside it everywhere, then in use, then trusted
 * alone. What this says has to stand in status before anybody acts on it. Pure.
 *
 * <pre>
 *   in use ──due──▶ next is noted ──everywhere──▶ next in use, former noted ──ended──▶ in use
 * </pre>
 */
final class Rotation {
  private Rotation() {}

  /**
   * What the world says of one authority.
   *
   * @param asked whether the annotation names it
   * @param ripe whether its time has come
   * @param everywhere whether all who must trust the next one do
   * @param lastEnd when the last thing ends that was made until now; empty: not known yet
   * @param settling how long after a change something of the former one may still appear
   */
  record Signs(
      boolean asked,
      boolean ripe,
      boolean everywhere,
      Optional<Instant> lastEnd,
      Duration settling) {}

  /** Whether a next one is wanted. */
  static boolean isDue(AuthorityNote noted, Signs signs) {
    return signs.ripe() || noted.next().isPresent() || signs.asked() && !noted.rotateDone();
  }

  /** What is to be noted of an authority that status does not name yet; dates follow. */
  static AuthorityNote first(String name, KeyRing<?> ring, boolean asked) {
    return new AuthorityNote(
        name,
        ring.fingerprint(),
        Optional.empty(),
        ring.next(),
        Optional.empty(),
        ring.former().stream().map(key -> new Former(key, Optional.empty())).toList(),
        false,
        asked);
  }

  /**
   * The next state of what status notes; at most one of its steps at a time.
   *
   * @param ring what the Secret holds, with {@code noted} in use
   */
  static AuthorityNote step(AuthorityNote noted, KeyRing<?> ring, Signs signs, Instant now) {
    AuthorityNote dated = dated(noted, now);
    Optional<Sha256> next = isDue(noted, signs) ? ring.next() : Optional.empty();
    if (!next.equals(noted.next())) {
      return dated.withNext(next, now).withRotateDone(signs.asked());
    }
    AuthorityNote crossedOff =
        dated.withRotateDone(signs.asked() && (noted.rotateDone() || next.isPresent()));
    if (next.isPresent() && signs.everywhere()) {
      return crossedOff.promoted(now);
    }
    return crossedOff.withFormer(
        noted.former().stream().flatMap(one -> former(one, ring, dated, signs, now)).toList());
  }

  private static AuthorityNote dated(AuthorityNote noted, Instant now) {
    AuthorityNote used = noted.since().isPresent() ? noted : noted.since(now);
    return used.next().isPresent() && used.nextSince().isEmpty()
        ? used.withNext(used.next(), now)
        : used;
  }

  /** Whatever certificates may say of their end: nothing it made outlives it. */
  private static Stream<Former> former(
      Former former, KeyRing<?> ring, AuthorityNote note, Signs signs, Instant now) {
    if (former.until().isPresent()) {
      return now.isBefore(former.until().get()) ? Stream.of(former) : Stream.empty();
    }
    boolean settled = !now.isBefore(note.since().orElse(now).plus(signs.settling()));
    Optional<Instant> end = ring.end(former.key());
    Optional<Instant> until = signs.lastEnd().map(last -> end.filter(last::isAfter).orElse(last));
    return Stream.of(settled ? new Former(former.key(), until) : former);
  }

  /** When to look again though nothing happens; the overlap is {@code overlap} long, if any. */
  static Optional<Instant> nextLook(AuthorityNote note, Signs signs, Optional<Duration> overlap) {
    Stream<Instant> published =
        note.nextSince().flatMap(since -> overlap.map(since::plus)).stream();
    Stream<Instant> ends =
        note.former().stream()
            .flatMap(
                one ->
                    one.until().or(() -> note.since().map(s -> s.plus(signs.settling()))).stream());
    return Stream.concat(published, ends).min(Instant::compareTo);
  }
}
