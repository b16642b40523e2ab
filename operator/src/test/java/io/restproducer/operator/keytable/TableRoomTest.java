package io.restproducer.operator.keytable;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.Role;
import io.restproducer.contract.ServiceIdentity;
import io.restproducer.operator.reconcile.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tables of which each entry takes one byte. */
class TableRoomTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Random RANDOM = new Random(7);

  private final TableRoom room = new TableRoom(10, List::size);
  private final List<Grant> grants = IntStream.range(0, 13).mapToObj(TableRoomTest::grant).toList();

  @Test
  void leavesOutTheNewestAndNobodyElse() {
    List<Grant> shuffled = new ArrayList<>(grants);
    Collections.shuffle(shuffled, RANDOM);

    Compilation compiled = room.compile(List.of(), shuffled, 1, NOW);

    assertThat(compiled.entries())
        .extracting(entry -> entry.serviceId().uid())
        .containsExactlyInAnyOrderElementsOf(uids(0, 10));
    assertThat(compiled.refused().keySet()).containsExactlyInAnyOrderElementsOf(uids(10, 13));
    assertThat(compiled.refused().values()).containsOnly(Reason.TABLE_FULL);
  }

  @Test
  void whoIsInTheTableStaysWhenAnOlderServiceIdComesLate() {
    List<KeyEntry> stored = room.compile(List.of(), grants.subList(1, 11), 1, NOW).entries();

    Compilation compiled = room.compile(stored, grants, 2, NOW);

    assertThat(compiled.entries()).isEqualTo(stored);
    assertThat(compiled.refused()).containsOnlyKeys("uid-0", "uid-11", "uid-12");
  }

  @Test
  void whoWasLeftOutComesInWhenThereIsRoom() {
    List<KeyEntry> stored = room.compile(List.of(), grants, 1, NOW).entries();

    Compilation compiled = room.compile(stored, grants.subList(3, 13), 2, NOW);

    assertThat(compiled.refused()).isEmpty();
    assertThat(compiled.entries()).hasSize(10);
  }

  @Test
  void refusesNobodyWhileThereIsRoom() {
    assertThat(room.compile(List.of(), grants.subList(0, 10), 1, NOW).refused()).isEmpty();
  }

  @Test
  void evenOneServiceIdMayBeTooMuch() {
    Compilation compiled = new TableRoom(0, List::size).compile(List.of(), grants, 1, NOW);
    assertThat(compiled.entries()).isEmpty();
    assertThat(compiled.refused()).hasSize(13);
  }

  @Test
  void aKeyInThePlaceOfAnotherWaitsAndTakesNothingFromAnybody() {
    List<KeyEntry> stored = room.compile(List.of(), grants.subList(0, 9), 1, NOW).entries();
    List<Grant> rotating = new ArrayList<>(grants.subList(0, 9));
    rotating.replaceAll(TableRoomTest::withNext);

    Compilation compiled = room.compile(stored, rotating, 2, NOW);

    assertThat(compiled.entries()).containsAll(stored).hasSize(10);
    assertThat(compiled.refused().keySet()).containsExactlyInAnyOrderElementsOf(uids(1, 9));
    assertThat(compiled.refused().values()).containsOnly(Reason.ROTATION_WAITS_FOR_ROOM);
  }

  @Test
  void whoComesForTheFirstTimeGetsThePlaceThatARotationWouldTake() {
    List<KeyEntry> stored = room.compile(List.of(), grants.subList(0, 9), 1, NOW).entries();
    List<Grant> all = new ArrayList<>(grants.subList(0, 10));
    all.set(0, withNext(all.get(0)));

    Compilation compiled = room.compile(stored, all, 2, NOW);

    assertThat(compiled.entries())
        .extracting(entry -> entry.serviceId().uid())
        .containsExactlyInAnyOrderElementsOf(uids(0, 10));
    assertThat(compiled.refused())
        .containsExactly(Map.entry("uid-0", Reason.ROTATION_WAITS_FOR_ROOM));
  }

  @Test
  void whoHasNoKeyThatWorksComesBeforeTheNewOnes() {
    List<KeyEntry> stored = room.compile(List.of(), grants.subList(0, 10), 1, NOW).entries();
    List<Grant> all = new ArrayList<>(grants.subList(0, 11));
    Grant revoking = withNext(all.get(9));
    String id = revoking.credentials().get(0).id();
    all.set(9, with(revoking, new KeyRules(Set.of(id), Duration.ZERO, Optional.of(NOW))));

    Compilation compiled = room.compile(stored, all, 2, NOW);

    assertThat(compiled.entries())
        .extracting(KeyEntry::id)
        .contains(revoking.credentials().get(1).id())
        .doesNotContain(id);
    assertThat(compiled.refused()).containsExactly(Map.entry("uid-10", Reason.TABLE_FULL));
  }

  private static Grant withNext(Grant grant) {
    List<Credential> both = new ArrayList<>(grant.credentials());
    both.add(Credential.of(ApiKey.mint(RANDOM)));
    return new Grant(
        grant.serviceId(),
        grant.role(),
        grant.topics(),
        grant.quota(),
        true,
        grant.createdAt(),
        both,
        grant.rules());
  }

  private static Grant with(Grant grant, KeyRules rules) {
    return new Grant(
        grant.serviceId(),
        grant.role(),
        grant.topics(),
        grant.quota(),
        true,
        grant.createdAt(),
        grant.credentials(),
        rules);
  }

  private static List<String> uids(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "uid-" + i).toList();
  }

  private static Grant grant(int number) {
    return new Grant(
        new ServiceIdentity("shop", "sid-" + number, "uid-" + number),
        Role.EDITOR,
        List.of(),
        Optional.empty(),
        true,
        "2026-01-01T00:00:%02dZ".formatted(number),
        List.of(Credential.of(ApiKey.mint(RANDOM))),
        new KeyRules(Set.of(), Duration.ofHours(24), Optional.of(NOW)));
  }
}
