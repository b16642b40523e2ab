package io.restproducer.operator.keytable;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.KeyEntry.SealedIn;
import io.restproducer.contract.KeyTable;
import io.restproducer.contract.ProducerId;
import io.restproducer.contract.Role;
import io.restproducer.contract.ServiceIdentity;
import io.restproducer.contract.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TableBoardTest {
  private final ProducerId producer = new ProducerId("shop", "gateway");
  private final ServiceIdentity checkout = new ServiceIdentity("shop", "checkout", "uid-1");
  private final ServiceIdentity billing = new ServiceIdentity("shop", "billing", "uid-2");
  private final TableBoard board = new TableBoard();
  private final List<ServiceIdentity> woken = new ArrayList<>();

  @BeforeEach
  void listen() {
    board.onChange(woken::add);
  }

  @Test
  void wakesAFollowerWhenTheFirstViewAppears() {
    assertThat(board.follow(producer, checkout)).isEmpty();
    board.publish(producer, view(table(1), known(1)));
    assertThat(woken).containsExactly(checkout);
  }

  @Test
  void wakesOnlyThoseWhomAChangeConcerns() {
    TableView first = view(table(1, entry(checkout, 1), entry(billing, 1)), known(1));
    board.publish(producer, first);
    board.follow(producer, checkout);
    board.follow(producer, billing);
    board.publish(
        producer,
        first.stored(table(2, entry(checkout, 1))).with(Map.of(), known(2), Optional.empty()));
    assertThat(woken).containsExactly(billing);
  }

  @Test
  void tellsAKeyAsKnownOnlyWhenEveryPodHasTheRevisionThatFirstHeldIt() {
    TableView view = view(table(3, entry(checkout, 3)), known(2));
    assertThat(view.standing("uid-1").known()).isEmpty();
    assertThat(view.with(Map.of(), known(3), Optional.empty()).standing("uid-1").known())
        .hasSize(1);
  }

  @Test
  void tellsARevocationAsObeyedOnlyWhenEveryPodHasTheRevisionWithoutTheKey() {
    TableView before = view(table(1, entry(checkout, 1)), known(1));
    TableView revoked = before.stored(table(2));
    assertThat(revoked.standing("uid-1").entries()).isEmpty();
    assertThat(revoked.standing("uid-1").obeyed()).isFalse();
    TableView everywhere = revoked.with(Map.of(), known(2), Optional.empty());
    assertThat(everywhere.standing("uid-1").obeyed()).isTrue();
    TableView later = everywhere.stored(table(3, entry(billing, 3)));
    assertThat(later.standing("uid-1").obeyed()).as("a later change of others").isTrue();
  }

  /** Pods take no notice of it: nobody waits for them. */
  @Test
  void thatACertificateWasPublishedIsNoChangeThatPodsHaveToKnow() {
    TableView waits = view(table(1, sealed(true)), known(1));
    TableView published = waits.stored(table(2, sealed(false)));
    assertThat(published.standing("uid-1").obeyed()).isTrue();
    assertThat(published.standing("uid-1").entries()).containsExactly(sealed(false));
    assertThat(waits.stored(table(2)).standing("uid-1").obeyed()).isFalse();
  }

  @Test
  void namesASilentPodThatMayNotObeyYetThoughNobodyWaitsForIt() {
    TableView before = view(table(1, entry(checkout, 1), entry(billing, 1)), known(1));
    PodKnowledge silent = new PodKnowledge(2, 1, List.of(), List.of("pod-b (PodUnreachable)"));
    TableView revoked =
        before.stored(table(2, entry(billing, 1))).with(Map.of(), silent, Optional.empty());
    assertThat(revoked.standing("uid-1").obeyed()).isTrue();
    assertThat(revoked.standing("uid-1").givenUp()).containsExactly("pod-b (PodUnreachable)");
    assertThat(revoked.standing("uid-2").givenUp()).as("nothing changed for it").isEmpty();
  }

  private static TableView view(KeyTable table, PodKnowledge pods) {
    return TableView.of(table, pods, Optional.empty());
  }

  private static PodKnowledge known(long revision) {
    return new PodKnowledge(revision, revision, List.of(), List.of());
  }

  private KeyTable table(long revision, KeyEntry... entries) {
    return new KeyTable(producer, revision, List.of(entries));
  }

  private KeyEntry sealed(boolean waiting) {
    KeyEntry entry = entry(checkout, 1);
    return new KeyEntry(
        entry.id(),
        entry.sha256(),
        entry.serviceId(),
        entry.role(),
        entry.topics(),
        entry.expiresAt(),
        entry.firstRevision(),
        entry.quota(),
        Optional.of(new SealedIn("mainframe", Sha256.of(new byte[1]), waiting)));
  }

  private static KeyEntry entry(ServiceIdentity serviceId, long firstRevision) {
    return new KeyEntry(
        serviceId.name(),
        Sha256.of(new byte[0]),
        serviceId,
        Role.EDITOR,
        List.of(),
        Optional.empty(),
        firstRevision);
  }
}
