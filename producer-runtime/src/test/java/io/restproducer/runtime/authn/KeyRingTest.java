package io.restproducer.runtime.authn;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.KeyTable;
import io.restproducer.contract.Role;
import io.restproducer.runtime.KeyTables;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyRingTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final ApiKey key = KeyTables.mint();

  @Test
  void findsWhoseKeyItIs() {
    Caller caller = ring(entry(Optional.empty())).find(key, NOW).orElseThrow();

    assertThat(caller.keyId()).isEqualTo(key.id());
    assertThat(caller.role()).isEqualTo(Role.EDITOR);
    assertThat(caller.topics()).hasSize(2);
  }

  @Test
  void refusesAnUnknownKey() {
    assertThat(ring().find(key, NOW)).isEmpty();
  }

  @Test
  void refusesAKnownIdWithAnotherSecret() {
    KeyEntry mine = entry(Optional.empty());
    KeyEntry forged =
        new KeyEntry(
            mine.id(),
            KeyTables.mint().sha256(),
            mine.serviceId(),
            mine.role(),
            mine.topics(),
            mine.expiresAt(),
            1);

    assertThat(ring(forged).find(key, NOW)).isEmpty();
  }

  @Test
  void refusesAKeyFromTheMomentItExpires() {
    KeyRing ring = ring(entry(Optional.of(NOW)));

    assertThat(ring.find(key, NOW.minusNanos(1))).isPresent();
    assertThat(ring.find(key, NOW)).isEmpty();
  }

  @Test
  void listsTopicsThatAreGrantedByName() {
    assertThat(ring(entry(Optional.empty())).grantedTopics()).containsExactly("orders");
  }

  private KeyEntry entry(Optional<Instant> end) {
    return KeyTables.entry(key, Role.EDITOR, end, "orders", "logs-*");
  }

  private static KeyRing ring(KeyEntry... entries) {
    return KeyRing.of(new KeyTable(KeyTables.PRODUCER, 3, List.of(entries)));
  }
}
