package io.restproducer.operator.keytable;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.KeyEntry.SealedIn;
import io.restproducer.contract.Role;
import io.restproducer.contract.ServiceIdentity;
import io.restproducer.contract.Sha256;
import io.restproducer.operator.reconcile.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of the keys in client certificates when a table is compiled. */
class SealedEntriesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant END = NOW.plus(Duration.ofDays(365));
  private static final KeyRules RULES =
      new KeyRules(Set.of(), Duration.ofHours(24), Optional.empty());
  private static final Random RANDOM = new Random(9);

  private final ServiceIdentity checkout = new ServiceIdentity("shop", "checkout", "uid-1");
  private final ServiceIdentity billing = new ServiceIdentity("shop", "billing", "uid-2");
  private final Credential bearer = Credential.of(ApiKey.mint(RANDOM));
  private final SealedCredential sealed = sealed("mainframe", END, false);

  @Test
  void worksToTheEndOfItsCertificateThereAndNowhereElse() {
    KeyEntry entry = only(compile(List.of(), wanting(sealed)));
    assertThat(entry.expiresAt()).contains(END);
    assertThat(entry.sealedIn()).contains(sealed.sealedIn());
    assertThat(entry.firstRevision()).isEqualTo(7);
  }

  @Test
  void keepsItsFirstRevisionUnlessItLiesInAnotherCertificate() {
    assertThat(only(compile(List.of(entry(sealed, END)), wanting(sealed))).firstRevision())
        .isEqualTo(1);
    SealedCredential moved =
        new SealedCredential(
            sealed.credential(), new SealedIn("mainframe", pin("other")), END, false);
    assertThat(only(compile(List.of(entry(sealed, END)), wanting(moved))).firstRevision())
        .isEqualTo(7);
  }

  @Test
  void isLeftOutOnceItsCertificateHasEnded() {
    assertThat(compile(List.of(), wanting(sealed("mainframe", NOW, false))).entries()).isEmpty();
  }

  @Test
  void theFormerOneWorksToItsOwnEndAfterARenewal() {
    Instant formerEnd = NOW.plus(Duration.ofDays(100));
    KeyEntry former = entry(sealed("mainframe", formerEnd, false), formerEnd);
    Compilation compiled = compile(List.of(former), wanting(sealed));
    assertThat(compiled.entries()).hasSize(2).contains(former);
  }

  @Test
  void theFormerOneOfAnotherRequestWorks24HoursLonger() {
    SealedCredential changed = sealed("mainframe", END, true);
    KeyEntry former = entry(sealed, END);
    assertThat(endOf(former, compile(List.of(former), wanting(changed))))
        .contains(NOW.plus(Duration.ofHours(24)));
    KeyEntry cut = entry(sealed, NOW.plusSeconds(60));
    assertThat(endOf(cut, compile(List.of(cut), wanting(changed)))).contains(NOW.plusSeconds(60));
  }

  /** Its request was taken back: nobody was given it, so whoever has it should not. */
  @Test
  void oneThatWasNeverPublishedEndsOnceItIsNoLongerThere() {
    KeyEntry seen = entry(sealed.waiting(), END);
    assertThat(compile(List.of(seen), wanting(sealed.waiting())).entries()).containsExactly(seen);
    SealedCredential other = sealed("mainframe", END, false).waiting();
    assertThat(only(compile(List.of(seen), wanting(other))).id()).isEqualTo(other.id());
    assertThat(compile(List.of(seen), grant(wanted(sealed), List.of())).entries()).isEmpty();
  }

  @Test
  void publicationChangesNothingThatPodsHaveToKnowAndIsNeverForgotten() {
    KeyEntry published = entry(sealed, END);
    assertThat(compile(List.of(entry(sealed.waiting(), END)), wanting(sealed)).entries())
        .containsExactly(published);
    assertThat(compile(List.of(published), wanting(sealed.waiting())).entries())
        .containsExactly(published);
    assertThat(compile(List.of(entry(sealed.waiting(), END)), wanting(sealed, sealed.waiting())))
        .extracting(Compilation::entries)
        .isEqualTo(List.of(published));
  }

  @Test
  void anotherRequestUnderAnotherNameCutsNothing() {
    SealedCredential changed = sealed("gateway", END, true);
    KeyEntry former = entry(sealed, END);
    assertThat(
            endOf(
                former,
                compile(List.of(former), wanting(sealed("mainframe", END, false), changed))))
        .contains(END);
  }

  /** Somebody who deletes the Secret over and over must not fill the table. */
  @Test
  void onlyTheLastFewFormerOnesWorkOn() {
    List<KeyEntry> formers =
        IntStream.range(0, 20)
            .mapToObj(i -> NOW.plus(Duration.ofDays(1 + i)))
            .map(end -> entry(sealed("mainframe", end, false), end))
            .toList();
    assertThat(ends(compile(formers, wanting(sealed))))
        .hasSize(1 + KeyTableCompiler.MOST_FORMER)
        .contains(Optional.of(NOW.plus(Duration.ofDays(20))))
        .doesNotContain(Optional.of(NOW.plus(Duration.ofDays(16))));
  }

  /** Nothing is lost while the sealing keys cannot be read: nobody can open a certificate then. */
  @Test
  void oneThatCannotBeOpenedNowWorksOn() {
    KeyEntry stored = entry(sealed, END);
    assertThat(
            compile(List.of(stored), grant(Map.of("mainframe", Optional.empty()), List.of()))
                .entries())
        .containsExactly(stored);
  }

  @Test
  void oneThatIsNoLongerWantedEndsAtOnce() {
    KeyEntry stored = entry(sealed, END);
    assertThat(compile(List.of(stored), grant(Map.of(), List.of(sealed))).entries()).isEmpty();
    assertThat(compile(List.of(stored), grant(Map.of(), List.of())).entries()).isEmpty();
  }

  @Test
  void outlivesTheBearerKeyThatIsNotWantedAndNotItsServiceId() {
    Grant certificatesOnly = grant(wanted(sealed), List.of(sealed), true, false, bearer);
    KeyEntry retiring =
        new KeyEntry(
            Credential.of(ApiKey.mint(RANDOM)).id(),
            bearer.sha256(),
            checkout,
            Role.EDITOR,
            List.of(),
            Optional.of(END),
            1);
    assertThat(compile(List.of(retiring), certificatesOnly).entries())
        .extracting(KeyEntry::id)
        .containsExactly(sealed.id());
    Grant suspended = grant(wanted(sealed), List.of(sealed), false, true, bearer);
    assertThat(compile(List.of(entry(sealed, END)), suspended).entries()).isEmpty();
  }

  @Test
  void oneThatDependsOnAnApiKeyEndsWithIt() {
    Map<String, Optional<String>> bound = Map.of("mainframe", Optional.of(bearer.id()));
    Grant withKey = grant(bound, List.of(sealed), true, true, bearer);
    assertThat(ends(compile(List.of(), withKey))).containsOnly(Optional.empty(), Optional.of(END));

    Grant withoutKey = grant(bound, List.of(sealed), true, true);
    Instant retires = NOW.plusSeconds(60);
    KeyEntry retiring =
        new KeyEntry(
            bearer.id(),
            bearer.sha256(),
            checkout,
            Role.EDITOR,
            List.of(),
            Optional.of(retires),
            1);
    assertThat(ends(compile(List.of(retiring), withoutKey))).containsOnly(Optional.of(retires));
    assertThat(compile(List.of(), withoutKey).entries()).isEmpty();
    assertThat(compile(List.of(), grant(bound, List.of(sealed), true, false, bearer)).entries())
        .as("its API key is disabled")
        .isEmpty();
  }

  @Test
  void dependsOnNoKeyOfAnotherServiceIdAndOnNoOtherCertificate() {
    Grant other =
        new Grant(
            billing, Role.EDITOR, List.of(), Optional.empty(), true, "a", List.of(bearer), RULES);
    Grant bound = grant(Map.of("mainframe", Optional.of(bearer.id())), List.of(sealed));
    assertThat(compile(List.of(), other, bound).entries())
        .extracting(KeyEntry::id)
        .containsExactly(bearer.id());
    SealedCredential second = sealed("gateway", END, false);
    Grant onCertificate =
        grant(
            Map.of("mainframe", Optional.empty(), "gateway", Optional.of(sealed.id())),
            List.of(sealed, second));
    assertThat(compile(List.of(), onCertificate).entries())
        .extracting(KeyEntry::id)
        .containsExactly(sealed.id());
  }

  @Test
  void aCertificateThatIsCopiedToAnotherServiceIdDisplacesNobody() {
    Grant copy =
        new Grant(
            billing,
            Role.EDITOR,
            List.of(),
            Optional.empty(),
            true,
            true,
            "a",
            List.of(),
            RULES,
            new CertificateGrant(wanted(sealed), List.of(sealed)));
    Compilation compiled = compile(List.of(entry(sealed, END)), copy, wanting(sealed));
    assertThat(compiled.entries()).containsExactly(entry(sealed, END));
    assertThat(compiled.refused()).containsExactly(Map.entry("uid-2", Reason.KEY_ID_CONFLICT));
  }

  @Test
  void countsForTheRoomInTheTable() {
    TableRoom room = new TableRoom(1, entries -> entries.size());
    SealedCredential second = sealed("mainframe", END, false);
    Grant newer =
        new Grant(
            billing,
            Role.EDITOR,
            List.of(),
            Optional.empty(),
            true,
            true,
            "z",
            List.of(),
            RULES,
            new CertificateGrant(wanted(second), List.of(second)));
    Compilation compiled = room.compile(List.of(), List.of(wanting(sealed), newer), 7, NOW);
    assertThat(only(compiled).id()).isEqualTo(sealed.id());
    assertThat(compiled.refused()).containsExactly(Map.entry("uid-2", Reason.TABLE_FULL));
  }

  private static Compilation compile(List<KeyEntry> stored, Grant... grants) {
    return KeyTableCompiler.compile(stored, List.of(grants), 7, NOW);
  }

  private Grant wanting(SealedCredential... held) {
    return grant(wanted(held), List.of(held));
  }

  private static Map<String, Optional<String>> wanted(SealedCredential... held) {
    return Arrays.stream(held)
        .collect(
            Collectors.toMap(
                SealedCredential::certificate, h -> Optional.<String>empty(), (one, same) -> one));
  }

  private Grant grant(Map<String, Optional<String>> wanted, List<SealedCredential> held) {
    return grant(wanted, held, true, true);
  }

  private Grant grant(
      Map<String, Optional<String>> wanted,
      List<SealedCredential> held,
      boolean live,
      boolean bearerWanted,
      Credential... bearers) {
    return new Grant(
        checkout,
        Role.EDITOR,
        List.of(),
        Optional.empty(),
        live,
        bearerWanted,
        "t",
        List.of(bearers),
        RULES,
        new CertificateGrant(wanted, held));
  }

  private static SealedCredential sealed(String certificate, Instant end, boolean endsFormer) {
    return new SealedCredential(
        Credential.of(ApiKey.mint(RANDOM)),
        new SealedIn(certificate, pin(certificate)),
        end,
        endsFormer);
  }

  private static Sha256 pin(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  private KeyEntry entry(SealedCredential of, Instant end) {
    return new KeyEntry(
        of.id(),
        of.credential().sha256(),
        checkout,
        Role.EDITOR,
        List.of(),
        Optional.of(end),
        1,
        Optional.empty(),
        Optional.of(of.sealedIn()));
  }

  private static KeyEntry only(Compilation compilation) {
    assertThat(compilation.entries()).hasSize(1);
    return compilation.entries().get(0);
  }

  private static Optional<Instant> endOf(KeyEntry former, Compilation compilation) {
    return compilation.entries().stream()
        .filter(entry -> entry.id().equals(former.id()))
        .findFirst()
        .flatMap(KeyEntry::expiresAt);
  }

  private static List<Optional<Instant>> ends(Compilation compilation) {
    return compilation.entries().stream().map(KeyEntry::expiresAt).toList();
  }
}
