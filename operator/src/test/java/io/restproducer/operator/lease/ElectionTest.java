package io.restproducer.operator.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ElectionTest {
  private final FakeLeaseStore store = new FakeLeaseStore();
  private final List<String> told = new ArrayList<>();
  private final Election first = candidate("first");
  private final Election second = candidate("second");
  private Duration elapsed = Duration.ZERO;

  @Test
  void whoeverComesFirstLeads() {
    first.step();
    second.step();
    assertThat(told).containsExactly("first leads");
    assertThat(store.holder()).isEqualTo("first");
  }

  @Test
  void nobodyFollowsALeaderThatRenews() {
    first.step();
    for (int i = 0; i < 20; i++) {
      pass(Duration.ofSeconds(2));
      second.step();
      first.step();
      first.watch();
    }
    assertThat(told).containsExactly("first leads");
  }

  @Test
  void aSilentLeaderIsFollowedOnceItsLeaseIsOver() {
    first.step();
    second.step();
    pass(Election.LEASE);
    second.step();
    assertThat(store.holder()).isEqualTo("first");
    pass(Duration.ofSeconds(1));
    second.step();
    assertThat(store.holder()).isEqualTo("second");
    assertThat(store.transitions()).isEqualTo(1);
  }

  @Test
  void aLeaseFirstSeenNowIsNotOverHoweverOldItSaysItIs() {
    first.step();
    pass(Duration.ofHours(1));
    second.step();
    assertThat(store.holder()).isEqualTo("first");
  }

  @Test
  void aLeaderThatCannotRenewGivesUpBeforeAnybodyMayFollow() {
    first.step();
    second.step();
    store.down(true);
    pass(Election.GIVE_UP);
    first.step();
    first.watch();
    assertThat(told).containsExactly("first leads");
    pass(Duration.ofSeconds(1));
    first.watch();
    assertThat(told).containsExactly("first leads", "first lost: it was not renewed for 11 s");
    store.down(false);
    second.step();
    assertThat(store.holder()).isEqualTo("first");
    assertThat(Election.GIVE_UP).isLessThan(Election.LEASE);
  }

  @Test
  void aLeaderWhoseLeaseIsHeldByAnotherGivesUp() {
    first.step();
    store.replace(
        Holding.taken(store.read(), new Candidate("system", "other"), Election.LEASE, now()));
    first.step();
    first.step();
    assertThat(told).containsExactly("first leads", "first lost: it is held by other");
  }

  @Test
  void aReleasedLeaseIsTakenAtOnce() {
    first.step();
    second.step();
    first.close();
    second.step();
    assertThat(told).containsExactly("first leads", "second leads");
  }

  @Test
  void aCandidateThatNeverLedReleasesNothing() {
    first.step();
    second.step();
    second.close();
    assertThat(store.holder()).isEqualTo("first");
  }

  @Test
  void aRestartedContainerOfTheSamePodLeadsOn() {
    first.step();
    candidate("first").step();
    assertThat(told).containsExactly("first leads", "first leads");
    assertThat(store.transitions()).isZero();
  }

  @Test
  void aLeaderMakesADeletedLeaseAgain() {
    first.step();
    store.delete();
    first.step();
    second.step();
    assertThat(store.holder()).isEqualTo("first");
    assertThat(told).containsExactly("first leads");
  }

  private Election candidate(String name) {
    return new Election(
        store,
        new Candidate("system", name),
        this::now,
        () -> elapsed.toNanos(),
        () -> told.add(name + " leads"),
        why -> told.add(name + " lost: " + why));
  }

  private Instant now() {
    return Instant.EPOCH.plus(elapsed);
  }

  private void pass(Duration time) {
    elapsed = elapsed.plus(time);
  }
}
