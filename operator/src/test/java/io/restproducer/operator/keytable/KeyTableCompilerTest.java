package io.restproducer.operator.keytable;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.Quota;
import io.restproducer.contract.Role;
import io.restproducer.contract.ServiceIdentity;
import io.restproducer.contract.TopicPattern;
import io.restproducer.operator.reconcile.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeyTableCompilerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Random RANDOM = new Random(7);
  private static final KeyRules RULES = rules(Duration.ofHours(24), Optional.of(NOW));

  private final ServiceIdentity checkout = new ServiceIdentity("shop", "checkout", "uid-1");
  private final ServiceIdentity billing = new ServiceIdentity("shop", "billing", "uid-2");
  private final Credential key = Credential.of(ApiKey.mint(RANDOM));
  private final Credential other = Credential.of(ApiKey.mint(RANDOM));

  @Test
  void aNewKeyCarriesTheRevisionThatFirstHoldsIt() {
    assertThat(compile(List.of(), 5, live(checkout, key)).entries())
        .containsExactly(entry(checkout, key, 5));
  }

  @Test
  void aKnownKeyKeepsItsFirstRevisionWhenItsGrantChanges() {
    Grant changed =
        new Grant(
            checkout,
            Role.VIEWER,
            List.of(new TopicPattern("a")),
            Optional.empty(),
            true,
            "t",
            List.of(key),
            RULES);
    KeyEntry compiled = compile(List.of(entry(checkout, key, 2)), 9, changed).entries().get(0);
    assertThat(compiled.firstRevision()).isEqualTo(2);
    assertThat(compiled.role()).isEqualTo(Role.VIEWER);
  }

  /** Also the one that is retiring, and a new quota is no new key. */
  @Test
  void everyKeyCarriesTheQuotaOfItsServiceId() {
    Quota quota = new Quota(OptionalInt.of(10), OptionalLong.empty(), OptionalInt.of(2));
    Grant limited =
        new Grant(
            checkout, Role.EDITOR, List.of(), Optional.of(quota), true, "t", List.of(key), RULES);
    List<KeyEntry> stored =
        List.of(entry(checkout, key, 2), retiring(checkout, other, NOW.plusSeconds(9)));

    List<KeyEntry> compiled = compile(stored, 9, limited).entries();

    assertThat(compiled).extracting(KeyEntry::quota).containsOnly(Optional.of(quota)).hasSize(2);
    assertThat(compiled).noneMatch(entry -> entry.firstRevision() == 9);
  }

  @Test
  void theOrderOfServiceIdsMakesNoDifference() {
    assertThat(compile(List.of(), 1, live(checkout, key), live(billing, other)))
        .isEqualTo(compile(List.of(), 1, live(billing, other), live(checkout, key)));
  }

  @Test
  void aKeyThatIsNotLiveIsLeftOut() {
    Grant suspended =
        new Grant(
            checkout, Role.EDITOR, List.of(), Optional.empty(), false, "t", List.of(key), RULES);
    assertThat(compile(List.of(entry(checkout, key, 1)), 2, suspended).entries()).isEmpty();
  }

  @Test
  void aKeyOfAServiceIdThatIsGoneIsLeftOut() {
    assertThat(compile(List.of(entry(checkout, key, 1)), 2, live(billing, other)).entries())
        .extracting(KeyEntry::id)
        .containsExactly(other.id());
  }

  /** However late the table is compiled, and whatever became of the key's Secret. */
  @Test
  void theTimeOfAKeyRunsFromThePublicationOfAnother() {
    Instant publishedAt = NOW.minus(Duration.ofHours(3));
    KeyRules fiveHours = rules(Duration.ofHours(5), Optional.of(publishedAt));
    Compilation compiled =
        compile(List.of(entry(checkout, key, 1)), 2, live(checkout, fiveHours, other));
    Instant end = NOW.plus(Duration.ofHours(2));
    assertThat(end(compiled, key)).contains(end);
    assertThat(compiled.nextExpiry()).contains(end);
  }

  @Test
  void aKeyWhoseSecretIsGoneHasNoEndUntilAnotherIsPublished() {
    KeyRules unpublished = rules(Duration.ZERO, Optional.empty());
    List<KeyEntry> stored = List.of(entry(checkout, key, 1));
    Compilation compiled = compile(stored, 2, live(checkout, unpublished, other));
    assertThat(compiled.entries()).hasSize(2);
    assertThat(end(compiled, key)).isEmpty();
    assertThat(compiled.nextExpiry()).isEmpty();
  }

  @Test
  void withoutAGracePeriodAKeyEndsWhenAnotherIsPublished() {
    KeyRules none = rules(Duration.ZERO, Optional.of(NOW));
    List<KeyEntry> stored = List.of(entry(checkout, key, 1), entry(checkout, other, 1));
    assertThat(compile(stored, 2, live(checkout, none, other)).entries())
        .containsExactly(entry(checkout, other, 1));
  }

  @Test
  void aDateOfPublicationInTheFutureKeepsNoKeyForGood() {
    KeyRules forged =
        rules(Duration.ofHours(5), Optional.of(Instant.parse("9999-01-01T00:00:00Z")));
    assertThat(
            end(compile(List.of(entry(checkout, key, 1)), 2, live(checkout, forged, other)), key))
        .contains(NOW.plus(Duration.ofHours(5)));
  }

  @Test
  void bothKeysWorkUntilTheNextOneIsPublished() {
    assertThat(compile(List.of(entry(checkout, key, 1)), 2, live(checkout, key, other)).entries())
        .containsExactlyInAnyOrder(entry(checkout, key, 1), entry(checkout, other, 2));
  }

  /** Whether it is the published one, the next one, or retires. */
  @Test
  void aRevokedKeyIsLeftOutWhoeverHoldsIt() {
    Credential retired = Credential.of(ApiKey.mint(RANDOM));
    List<KeyEntry> stored =
        List.of(entry(checkout, key, 1), retiring(checkout, retired, NOW.plusSeconds(60)));
    KeyRules strict =
        new KeyRules(Set.of(key.id(), retired.id()), Duration.ofHours(24), Optional.of(NOW));
    assertThat(compile(stored, 2, live(checkout, strict, key, other)).entries())
        .containsExactly(entry(checkout, other, 2));
    assertThat(compile(stored, 2, live(checkout, strict)).entries()).isEmpty();
  }

  @Test
  void aServiceIdRevokesOnlyItsOwnKeys() {
    KeyRules hostile = new KeyRules(Set.of(key.id()), Duration.ofHours(24), Optional.of(NOW));
    List<KeyEntry> stored = List.of(entry(checkout, key, 1));
    assertThat(compile(stored, 2, live(billing, hostile, other), live(checkout, key)).entries())
        .contains(entry(checkout, key, 1));
  }

  @Test
  void noServiceIdFillsTheTableWithKeysThatRetire() {
    List<KeyEntry> stored =
        IntStream.range(0, 20)
            .mapToObj(
                i -> retiring(checkout, Credential.of(ApiKey.mint(RANDOM)), NOW.plusSeconds(1 + i)))
            .toList();
    KeyEntry callersHaveIt = entry(checkout, key, 1);
    KeyRules unpublished = rules(Duration.ofHours(24), Optional.empty());

    List<KeyEntry> compiled =
        compile(
                Stream.concat(stored.stream(), Stream.of(callersHaveIt)).toList(),
                2,
                live(checkout, unpublished, other))
            .entries();

    assertThat(compiled).hasSize(1 + KeyTableCompiler.MOST_RETIRING).contains(callersHaveIt);
    assertThat(compiled).containsAll(stored.subList(13, 20));
  }

  @Test
  void aRetiringKeyKeepsItsEndAndThenGoes() {
    Instant end = NOW.plusSeconds(1);
    List<KeyEntry> stored = List.of(retiring(checkout, key, end));
    assertThat(compile(stored, 2, live(checkout, other)).nextExpiry()).contains(end);
    List<KeyEntry> over = List.of(retiring(checkout, key, NOW));
    assertThat(compile(over, 2, live(checkout, other)).entries())
        .extracting(KeyEntry::id)
        .containsExactly(other.id());
  }

  @Test
  void aKeyThatComesBackNoLongerRetires() {
    List<KeyEntry> stored = List.of(retiring(checkout, key, NOW.plusSeconds(1)));
    assertThat(compile(stored, 2, live(checkout, key)).entries())
        .containsExactly(entry(checkout, key, 1));
  }

  @Test
  void aSecondClaimantOfAnIdDisplacesNobody() {
    Compilation compiled =
        compile(List.of(entry(checkout, key, 1)), 2, live(billing, key), live(checkout, key));
    assertThat(compiled.entries()).containsExactly(entry(checkout, key, 1));
    assertThat(compiled.refused()).containsOnlyKeys("uid-2");
    assertThat(compiled.refused().get("uid-2")).isEqualTo(Reason.KEY_ID_CONFLICT);
  }

  @Test
  void anEntryOfAServiceIdThatIsGonePassesToItsNamesakeWithThatVeryKey() {
    ServiceIdentity namesake = new ServiceIdentity("shop", "checkout", "uid-9");
    Compilation compiled =
        compile(List.of(entry(checkout, key, 1)), 2, older(billing, key), live(namesake, key));
    assertThat(compiled.entries()).containsExactly(entry(namesake, key, 2));
    assertThat(compiled.refused()).containsOnlyKeys("uid-2");
  }

  @Test
  void anEntryOfAServiceIdThatIsGonePassesToNobodyWithAnotherKey() {
    ServiceIdentity namesake = new ServiceIdentity("shop", "checkout", "uid-9");
    Credential forged = new Credential(key.id(), other.sha256());
    Compilation compiled = compile(List.of(entry(checkout, key, 1)), 2, live(namesake, forged));
    assertThat(compiled.entries()).isEmpty();
    assertThat(compiled.refused()).containsOnlyKeys("uid-9");
  }

  private static KeyRules rules(Duration gracePeriod, Optional<Instant> publishedAt) {
    return new KeyRules(Set.of(), gracePeriod, publishedAt);
  }

  private static Optional<Instant> end(Compilation compiled, Credential credential) {
    return compiled.entries().stream()
        .filter(entry -> entry.id().equals(credential.id()))
        .findFirst()
        .orElseThrow()
        .expiresAt();
  }

  private static Compilation compile(List<KeyEntry> stored, long next, Grant... grants) {
    return KeyTableCompiler.compile(stored, List.of(grants), next, NOW);
  }

  private static Grant live(ServiceIdentity serviceId, Credential... credentials) {
    return live(serviceId, RULES, credentials);
  }

  private static Grant live(ServiceIdentity serviceId, KeyRules rules, Credential... credentials) {
    return new Grant(
        serviceId,
        Role.EDITOR,
        List.of(),
        Optional.empty(),
        true,
        "t",
        List.of(credentials),
        rules);
  }

  private static Grant older(ServiceIdentity serviceId, Credential credential) {
    return new Grant(
        serviceId, Role.EDITOR, List.of(), Optional.empty(), true, "a", List.of(credential), RULES);
  }

  private static KeyEntry entry(ServiceIdentity serviceId, Credential credential, long revision) {
    return new KeyEntry(
        credential.id(),
        credential.sha256(),
        serviceId,
        Role.EDITOR,
        List.of(),
        Optional.empty(),
        revision);
  }

  private static KeyEntry retiring(ServiceIdentity serviceId, Credential credential, Instant end) {
    return new KeyEntry(
        credential.id(),
        credential.sha256(),
        serviceId,
        Role.EDITOR,
        List.of(),
        Optional.of(end),
        1);
  }
}
