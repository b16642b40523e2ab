package io.restproducer.operator.serviceid;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.restproducer.contract.ApiKey;
import io.restproducer.crds.ServiceId;
import io.restproducer.operator.keytable.Access;
import io.restproducer.operator.keytable.KeyFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class RotationTest {
  private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
  private static final Access ACCESS = new Access("https://localhost:30000", "ca");

  private final ApiKey key = ApiKey.mint(new Random(7));
  private final ApiKey next = ApiKey.mint(new Random(8));

  @Test
  void aFirstKeyIsDueAndThenNone() {
    assertThat(rotation("{}").isDue(HeldKeys.none())).isTrue();
    assertThat(rotation("{}").isDue(published(0))).isFalse();
  }

  @Test
  void aRaisedGenerationIsDueOnceAndALoweredOneNever() {
    assertThat(rotation("{generation: 3}").isDue(published(2))).isTrue();
    assertThat(rotation("{generation: 3}").isDue(published(3))).isFalse();
    assertThat(rotation("{generation: 3}").isDue(published(7))).isFalse();
  }

  @Test
  void aGenerationThatWasLoweredCountsFromWhereItIs() {
    Secret secret = published(7).published().orElseThrow();
    assertThat(rotation("{generation: 3}").factsOf(secret).generation()).isEqualTo(3);
  }

  @Test
  void aRequestOnItsSecretIsDueWhateverItsValue() {
    for (String value : List.of("", "true", "2026-02-03")) {
      assertThat(rotation("{}").isDue(requested(value))).isTrue();
    }
  }

  /** Else it would have a key replaced again and again. */
  @Test
  void aRequestGoesWithTheKeyThatItWasSetFor() {
    Secret asked = requested("true").published().orElseThrow();
    Secret wanted = published(next, 0);
    assertThat(KeySecret.replaced(asked, wanted).getMetadata().getAnnotations())
        .doesNotContainKey(Rotation.REQUEST);
    assertThat(KeySecret.changed(asked, wanted).getMetadata().getAnnotations())
        .containsKey(Rotation.REQUEST);
  }

  @Test
  void nothingIsDueWhileAKeyWaits() {
    HeldKeys both = requested("true").withNext(KeySecret.next(owner("{}"), next, facts(next, 0)));
    assertThat(rotation("{generation: 5}").isDue(both)).isFalse();
  }

  @Test
  void aRevokedKeyIsDue() {
    String listed = "{revokedIds: [%s]}".formatted(key.id());
    assertThat(rotation(listed).isDue(published(0))).isTrue();
    assertThat(rotation(listed).isRevoked(key)).isTrue();
    assertThat(rotation(listed).isRevoked(next)).isFalse();
  }

  @Test
  void theClockReplacesAKeyAtItsDateAndNotBefore() {
    String spec = "{rotation: {interval: 90d}}";
    Instant date = rotation(spec).nextLook(published(0)).orElseThrow();
    assertThat(Duration.between(MADE, date)).isBetween(Duration.ofDays(45), Duration.ofDays(90));
    assertThat(rotation(spec, id -> false, date.minusSeconds(1)).isDue(published(0))).isFalse();
    assertThat(rotation(spec, id -> false, date).isDue(published(0))).isTrue();
    assertThat(rotation("{}").nextLook(published(0))).isEmpty();
    assertThat(rotation(spec, id -> false, date).nextLook(published(0)))
        .as("what is overdue must not be looked at without a pause")
        .isEmpty();
  }

  @Test
  void theClockReplacesNoKeyThatSomethingHangsOnAndAPersonStillDoes() {
    Predicate<String> bound = key.id()::equals;
    Instant late = MADE.plus(Duration.ofDays(100));
    assertThat(rotation("{rotation: {interval: 90d}}", bound, late).isDue(published(0))).isFalse();
    assertThat(rotation("{generation: 1}", bound, late).isDue(published(0))).isTrue();
    assertThat(rotation("{rotation: {interval: 90d}}", bound, late).heldBack(published(0)))
        .map(ApiKey::id)
        .contains(key.id());
    assertThat(rotation("{rotation: {interval: 90d}}", id -> false, late).heldBack(published(0)))
        .isEmpty();
    assertThat(rotation("{rotation: {interval: 90d}}", bound, MADE).heldBack(published(0)))
        .isEmpty();
    assertThat(rotation("{}", bound, late).heldBack(published(0))).isEmpty();
  }

  /** As after a restore: it must not be replaced although its generation is not known. */
  @Test
  void aKeyOfWhichNothingIsNotedCountsAsOfNow() {
    Secret bare =
        new SecretBuilder(published(0).published().orElseThrow())
            .editMetadata()
            .withAnnotations(null)
            .withCreationTimestamp("2026-01-02T00:00:00Z")
            .endMetadata()
            .build();
    Rotation rotation = rotation("{generation: 4}");
    assertThat(rotation.isDue(new HeldKeys(Optional.of(bare), Optional.empty()))).isFalse();
    assertThat(rotation.factsOf(bare))
        .isEqualTo(
            new KeyFacts(key.id(), Instant.parse("2026-01-02T00:00:00Z"), Optional.of(MADE), 4));
  }

  @Test
  void notesOfAnotherKeyOrInOtherWordsDoNotCount() {
    Secret swapped =
        new SecretBuilder(published(next, 0))
            .editMetadata()
            .addToAnnotations(facts(key, 0).annotations())
            .endMetadata()
            .build();
    assertThat(KeyFacts.of(swapped)).isEmpty();
    Secret edited =
        new SecretBuilder(published(key, 0))
            .editMetadata()
            .addToAnnotations("restproducer.io/key-created-at", "yesterday")
            .endMetadata()
            .build();
    assertThat(KeyFacts.of(edited)).isEmpty();
    assertThat(KeyFacts.of(published(key, 2))).contains(facts(key, 2));
  }

  private HeldKeys published(int generation) {
    return new HeldKeys(Optional.of(published(key, generation)), Optional.empty());
  }

  private HeldKeys requested(String value) {
    Secret asked =
        new SecretBuilder(published(key, 0))
            .editMetadata()
            .addToAnnotations(Rotation.REQUEST, value)
            .endMetadata()
            .build();
    return new HeldKeys(Optional.of(asked), Optional.empty());
  }

  private static Secret published(ApiKey key, int generation) {
    return KeySecret.published(owner("{}"), key, facts(key, generation), ACCESS);
  }

  private static KeyFacts facts(ApiKey key, int generation) {
    return new KeyFacts(key.id(), MADE, Optional.of(MADE), generation);
  }

  private static Rotation rotation(String apiKey) {
    return rotation(apiKey, id -> false, MADE);
  }

  private static Rotation rotation(String apiKey, Predicate<String> bound, Instant now) {
    return new Rotation(owner(apiKey), bound, now);
  }

  private static ServiceId owner(String apiKey) {
    return Serialization.unmarshal(
        """
        metadata: {namespace: shop, name: checkout, uid: uid-1}
        spec: {restProducerRef: {name: gateway}, apiKey: %s}
        """
            .formatted(apiKey),
        ServiceId.class);
  }
}
