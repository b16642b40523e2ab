package io.restproducer.operator.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.operator.pki.AuthorityRing;
import io.restproducer.operator.pki.CertificateMint;
import io.restproducer.operator.pki.KeyAlgorithm;
import io.restproducer.operator.pki.SealingKeys;
import io.restproducer.operator.producer.Rotation.Signs;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RotationTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration SETTLING = Duration.ofMinutes(2);

  private final SecureRandom random = new SecureRandom();
  private final SealingKeys one = SealingKeys.mint("gateway", random);
  private final SealingKeys two = one.withNext("gateway", random).orElseThrow();
  private final AuthorityNote used = Rotation.first("s", one, false).since(NOW);
  private final AuthorityNote beside = used.withNext(two.next(), NOW);
  private final AuthorityNote after = beside.promoted(NOW);

  @Test
  void nothingHappensBeforeItsTime() {
    assertThat(Rotation.step(used, one, signs(false, false, true), NOW)).isEqualTo(used);
  }

  @Test
  void aSuccessorThatNobodyAskedForIsNotTrusted() {
    assertThat(Rotation.step(used, two, signs(false, false, true), NOW)).isEqualTo(used);
  }

  @Test
  void theSuccessorIsNotedOnceItIsDue() {
    assertThat(Rotation.step(used, two, signs(false, true, true), NOW)).isEqualTo(beside);
    assertThat(Rotation.step(used, two, signs(true, false, true), NOW))
        .isEqualTo(beside.withRotateDone(true));
  }

  @Test
  void aRequestCountsOnceAndAgainOnceItWasAway() {
    AuthorityNote done = used.withRotateDone(true);
    assertThat(Rotation.isDue(done, signs(true, false, false))).isFalse();
    AuthorityNote away = Rotation.step(done, one, signs(false, false, false), NOW);
    assertThat(away.rotateDone()).isFalse();
    assertThat(Rotation.isDue(away, signs(true, false, false))).isTrue();
  }

  @Test
  void aRequestThatStandsThereFromTheBeginningDoesNotCount() {
    AuthorityNote first = Rotation.first("s", one, true);
    assertThat(Rotation.isDue(first, signs(true, false, false))).isFalse();
  }

  @Test
  void aRequestIsNotCrossedOffBeforeThereIsASuccessor() {
    assertThat(Rotation.step(used, one, signs(true, false, true), NOW).rotateDone()).isFalse();
  }

  @Test
  void theSuccessorIsUsedOnlyOnceEverybodyTrustsIt() {
    assertThat(Rotation.step(beside, two, signs(false, true, false), NOW)).isEqualTo(beside);
    AuthorityNote next = Rotation.step(beside, two, signs(false, true, true), NOW);
    assertThat(next).isEqualTo(after);
    assertThat(next.inUse()).isEqualTo(two.next().orElseThrow());
    assertThat(next.formerKeys()).containsExactly(one.fingerprint());
  }

  @Test
  void aSuccessorThatWasLostIsReplacedByAnother() {
    SealingKeys other = one.withNext("gateway", random).orElseThrow();
    Signs signs = signs(false, false, true);
    assertThat(Rotation.isDue(beside, signs)).isTrue();
    AuthorityNote again = Rotation.step(beside, other, signs, NOW.plusSeconds(9));
    assertThat(again.inUse()).isEqualTo(one.fingerprint());
    assertThat(again.next()).isEqualTo(other.next());
    assertThat(again.nextSince()).contains(NOW.plusSeconds(9));
  }

  @Test
  void theFormerOneIsTrustedUntilWhatItMadeHasEnded() {
    Instant end = NOW.plus(Duration.ofDays(365));
    SealingKeys promoted = two.promoted();
    AuthorityNote early = Rotation.step(after, promoted, ends(end), NOW.plusSeconds(119));
    assertThat(early).as("something may still be on its way").isEqualTo(after);
    AuthorityNote known = Rotation.step(after, promoted, ends(end), NOW.plus(SETTLING));
    assertThat(known.former())
        .containsExactly(new AuthorityNote.Former(one.fingerprint(), Optional.of(end)));
    assertThat(Rotation.step(known, promoted, ends(NOW), end.minusSeconds(1))).isEqualTo(known);
    assertThat(Rotation.step(known, promoted, ends(NOW), end).former()).isEmpty();
  }

  /** Anybody can write a certificate that says of itself that it never ends. */
  @Test
  void anAuthorityIsNotTrustedBeyondItsOwnEnd() {
    CertificateMint mint = new CertificateMint(InstantSource.fixed(NOW), random);
    AuthorityRing first = AuthorityRing.of(mint.clientsAuthority("gateway", 1, KeyAlgorithm.ECDSA));
    AuthorityRing both = first.withNext(mint.clientsAuthority("gateway", 2, KeyAlgorithm.ECDSA));
    AuthorityNote former =
        Rotation.first("c", first, false).since(NOW).withNext(both.next(), NOW).promoted(NOW);
    Instant end = first.current().certificate().getNotAfter().toInstant();
    Instant forged = Instant.parse("9999-12-31T23:59:59Z");
    assertThat(untilOf(former, both.promoted(), forged)).contains(end);
    assertThat(untilOf(former, both.promoted(), end.minusSeconds(1))).contains(end.minusSeconds(1));
    assertThat(both.promoted().lastEnd()).isEqualTo(end);
  }

  private static Optional<Instant> untilOf(AuthorityNote note, AuthorityRing ring, Instant last) {
    return Rotation.step(note, ring, ends(last), NOW.plus(SETTLING)).former().get(0).until();
  }

  @Test
  void whatABackUpHoldsOfARotationIsNotedAndGoesOn() {
    AuthorityNote restored = Rotation.first("s", two, false);
    assertThat(restored.next()).isEqualTo(two.next());
    AuthorityNote dated = Rotation.step(restored, two, signs(false, false, false), NOW);
    assertThat(dated).isEqualTo(beside);
    assertThat(Rotation.first("s", two.promoted(), false).formerKeys())
        .containsExactly(one.fingerprint());
  }

  @Test
  void saysWhenToLookAgain() {
    Signs signs = signs(false, false, false);
    assertThat(Rotation.nextLook(used, signs, Optional.empty())).isEmpty();
    assertThat(Rotation.nextLook(beside, signs, Optional.of(Duration.ofDays(1))))
        .contains(NOW.plus(Duration.ofDays(1)));
    assertThat(Rotation.nextLook(after, signs, Optional.empty())).contains(NOW.plus(SETTLING));
  }

  @Test
  void standsInStatusAsItIs() {
    AuthorityNote whole =
        after
            .withNext(Optional.of(one.fingerprint()), NOW)
            .withFormer(
                List.of(
                    new AuthorityNote.Former(one.fingerprint(), Optional.of(NOW)),
                    new AuthorityNote.Former(two.fingerprint(), Optional.empty())))
            .withRotateDone(true)
            .withRemintDone(true);
    assertThat(AuthorityNote.of(whole.toStatus())).isEqualTo(whole);
  }

  private static Signs signs(boolean asked, boolean ripe, boolean everywhere) {
    return new Signs(asked, ripe, everywhere, Optional.empty(), SETTLING);
  }

  private static Signs ends(Instant end) {
    return new Signs(false, false, false, Optional.of(end), SETTLING);
  }
}
