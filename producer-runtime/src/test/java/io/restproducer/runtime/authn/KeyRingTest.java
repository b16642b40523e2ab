package io.restproducer.runtime.authn;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.KeyEntry.SealedIn;
import io.restproducer.contract.KeyTable;
import io.restproducer.contract.Role;
import io.restproducer.contract.Sha256;
import io.restproducer.runtime.KeyTables;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyRingTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static final int TIMES = 100_000;

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
  void findsAKeyOfACertificateInThatCertificateAndNowhereElse() {
    Sha256 mine = Sha256.of(new byte[] {1});
    Sha256 another = Sha256.of(new byte[] {2});
    KeyRing ring = ring(KeyTables.sealed(entry(Optional.empty()), new SealedIn("orders", mine)));

    assertThat(ring.find(pinned(mine), NOW)).isPresent();
    assertThat(ring.find(pinned(another), NOW)).isEmpty();
    assertThat(ring.find(key, NOW)).isEmpty();
    assertThat(ring.sealed()).isEqualTo(1);
  }

  @Test
  void findsABearerKeyInNoCertificate() {
    KeyRing ring = ring(entry(Optional.empty()));

    assertThat(ring.find(pinned(Sha256.of(new byte[] {1})), NOW)).isEmpty();
    assertThat(ring.find(key, NOW)).isPresent();
    assertThat(ring.sealed()).isZero();
  }

  @Test
  void allocatesNothingToFindAKeyWhetherItIsKnownOrNot() {
    Sha256 mine = Sha256.of(new byte[] {1});
    KeyRing ring = ring(KeyTables.sealed(entry(Optional.empty()), new SealedIn("orders", mine)));
    PinnedKey known = pinned(mine);
    PinnedKey unknown = new PinnedKey(KeyTables.mint().id(), known.sha256(), mine);
    PinnedKey elsewhere = pinned(Sha256.of(new byte[] {2}));
    find(ring, known, unknown, elsewhere);

    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    find(ring, known, unknown, elsewhere);

    assertThat((threads.getCurrentThreadAllocatedBytes() - before) / TIMES).isZero();
  }

  @Test
  void listsTopicsThatAreGrantedByName() {
    assertThat(ring(entry(Optional.empty())).grantedTopics()).containsExactly("orders");
  }

  private static void find(KeyRing ring, PinnedKey... keys) {
    for (int i = 0; i < TIMES; i++) {
      for (PinnedKey one : keys) {
        ring.find(one, NOW);
      }
    }
  }

  private PinnedKey pinned(Sha256 publicKey) {
    return new PinnedKey(key.id(), key.sha256(), publicKey);
  }

  private KeyEntry entry(Optional<Instant> end) {
    return KeyTables.entry(key, Role.EDITOR, end, "orders", "logs-*");
  }

  private static KeyRing ring(KeyEntry... entries) {
    return KeyRing.of(new KeyTable(KeyTables.PRODUCER, 3, List.of(entries)));
  }
}
