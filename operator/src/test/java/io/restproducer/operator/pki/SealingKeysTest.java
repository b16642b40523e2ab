package io.restproducer.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restproducer.contract.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SealingKeysTest {
  private final SealingKeys keys = SealingKeys.mint("gateway", new SecureRandom());
  private final String id = keys.current().id();
  private final Map<String, byte[]> content = new TreeMap<>(keys.content());

  /** Pods tell by id which keys they have: after a loss the new one must not pass for the old. */
  @Test
  void theFirstKeyHasAnyOfTheIds() {
    Set<String> ids =
        IntStream.range(0, 200)
            .mapToObj(i -> SealingKeys.mint("gateway", new SecureRandom()).current().id())
            .collect(Collectors.toSet());
    assertThat(ids).hasSizeGreaterThan(8).isSubsetOf(SealingKeyIds.of("gateway"));
  }

  @Test
  void areOneFileEachAndAPointerToTheOneThatSeals() {
    assertThat(content).containsOnlyKeys(id + ".key", "current");
    assertThat(content.get(id + ".key")).hasSize(32).isEqualTo(keys.current().reveal());
    assertThat(content.get("current")).asString().isEqualTo(id);
  }

  @Test
  void areReadBackAsTheyWereWritten() throws InvalidSealingKeys {
    SealingKeys again = SealingKeys.parse("gateway", content);
    assertThat(again.fingerprint()).isEqualTo(keys.fingerprint());
    assertThat(again.content()).containsOnlyKeys(content.keySet());
  }

  @Test
  void whatHasAnotherNameIsNotLookedAt() throws InvalidSealingKeys {
    content.put("tls.key", new byte[] {1});
    content.put(id.toUpperCase(java.util.Locale.ROOT) + "A.key", new byte[] {1});
    assertThat(SealingKeys.parse("gateway", content).content())
        .containsOnlyKeys(id + ".key", "current");
  }

  @Test
  void anotherKeyUnderTheSameIdHasAnotherFingerprint() throws InvalidSealingKeys {
    content.get(id + ".key")[31] ^= 1;
    assertThat(SealingKeys.parse("gateway", content).fingerprint())
        .isNotEqualTo(keys.fingerprint());
  }

  @Test
  void theFingerprintIsNoDigestOfTheKeyAlone() {
    assertThat(keys.fingerprint()).isNotEqualTo(Sha256.of(keys.current().reveal()));
  }

  @Test
  void withoutTheOneThatSealsTheyCannotBeUsed() {
    Map<String, byte[]> lost = Map.of("current", content.get("current"));
    assertThatThrownBy(() -> SealingKeys.parse("gateway", lost))
        .hasMessageContaining("none of the 0 keys");
    content.remove("current");
    assertThatThrownBy(() -> SealingKeys.parse("gateway", content))
        .hasMessageContaining("no key current");
  }

  @Test
  void aKeyOfAnotherSizeIsNamedAndNotShown() {
    byte[] cut = Arrays.copyOf(content.get(id + ".key"), 31);
    content.put(id + ".key", cut);
    assertThatThrownBy(() -> SealingKeys.parse("gateway", content))
        .isInstanceOf(InvalidSealingKeys.class)
        .hasMessage(id + ".key: a sealing key has 32 bytes, not 31");
  }

  @Test
  void thoseOfAnotherRestProducerAreRefused() {
    assertThatThrownBy(() -> SealingKeys.parse("gateway-2", content))
        .isInstanceOf(InvalidSealingKeys.class)
        .hasMessage("its keys are not named as those of gateway-2 are");
  }

  @Test
  void theirIdsAreKnownBeforehandAndDiffer() {
    assertThat(SealingKeyIds.of("gateway"))
        .contains(id)
        .hasSize(16)
        .doesNotHaveDuplicates()
        .allMatch(one -> one.matches("[0-9a-f]{16}"))
        .doesNotContainAnyElementsOf(SealingKeyIds.of("gateway-2"));
  }

  @Test
  void aSuccessorOpensAtOnceAndSealsOncePromoted() throws InvalidSealingKeys {
    SealingKeys both = keys.withNext("gateway", new SecureRandom()).orElseThrow();
    assertThat(both.fingerprint()).isEqualTo(keys.fingerprint());
    assertThat(both.opening()).hasSize(2);
    SealingKeys promoted = SealingKeys.parse("gateway", both.content()).promoted();
    assertThat(promoted.fingerprint()).isEqualTo(both.next().orElseThrow());
    assertThat(promoted.former()).containsExactly(keys.fingerprint());
    assertThat(SealingKeys.parse("gateway", promoted.content()).former())
        .containsExactly(keys.fingerprint());
    assertThat(promoted.retaining(List.of()).opening()).hasSize(1);
  }

  @Test
  void thereIsNoSuccessorWhileEveryNameIsTaken() {
    SecureRandom random = new SecureRandom();
    SealingKeys many = keys;
    for (int i = 1; i < SealingKeyIds.of("gateway").size(); i++) {
      many = many.withNext("gateway", random).orElseThrow().promoted();
    }
    assertThat(many.withNext("gateway", random)).isEmpty();
    assertThat(many.retaining(List.of()).withNext("gateway", random)).isPresent();
  }

  @Test
  void showIdsOnly() {
    byte[] key = keys.current().reveal();
    assertThat(keys.toString())
        .contains(id)
        .doesNotContain(HexFormat.of().formatHex(key))
        .doesNotContain(Base64.getEncoder().encodeToString(key))
        .doesNotContain(new String(key, StandardCharsets.ISO_8859_1));
  }
}
