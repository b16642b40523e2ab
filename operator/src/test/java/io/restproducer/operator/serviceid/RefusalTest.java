package io.restproducer.operator.serviceid;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.contract.ProducerId;
import io.restproducer.contract.TopicPattern;
import io.restproducer.operator.keytable.Standing;
import io.restproducer.operator.permission.Ceiling;
import io.restproducer.operator.permission.Request;
import io.restproducer.operator.reconcile.Finding;
import io.restproducer.operator.reconcile.Reason;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RefusalTest {
  private static final Request REQUEST =
      new Request(new ProducerId("gateways", "gateway"), "shop", patterns("orders", "payments.*"));

  @Test
  void nothingIsRefusedThatIsWithinTheCeiling() {
    assertThat(refusal(Optional.of(new Ceiling(false, patterns("orders", "pay*"))))).isEmpty();
    assertThat(refusal(Optional.of(new Ceiling(true, List.of())))).isEmpty();
  }

  @Test
  void whoIsNotLetInReadsWhatWhoFindsNothingReads() {
    Finding refusal = refusal(Optional.empty()).orElseThrow();
    assertThat(refusal.reason()).isEqualTo(Reason.PRODUCER_NOT_FOUND);
    assertThat(refusal.message())
        .isEqualTo(
            "there is no RestProducer gateways/gateway that ServiceIds of namespace shop may use:"
                + " create it, correct restProducerRef, or have its allowedServiceIds let this"
                + " namespace in");
  }

  @Test
  void namesTheTopicsOutsideTheCeilingAndWhatWouldBeAllowed() {
    Finding refusal =
        refusal(Optional.of(new Ceiling(false, patterns("orders", "shop.*")))).orElseThrow();
    assertThat(refusal.reason()).isEqualTo(Reason.TOPIC_NOT_ALLOWED);
    assertThat(refusal.message())
        .contains("write payments.*; it allows orders, shop.*: grant topics within that");
  }

  @Test
  void countsWhatIsTooManyToList() {
    List<TopicPattern> many =
        IntStream.range(0, 12).mapToObj(i -> new TopicPattern("t" + i)).toList();
    assertThat(refusal(Optional.of(new Ceiling(false, many))).orElseThrow().message())
        .contains("t0, t1, t2, t3, t4, t5, t6, t7, t8, t9 and 2 more");
  }

  @Test
  void aFullTableSaysWhatToDo() {
    Finding refusal = ofTable(Reason.TABLE_FULL).orElseThrow();
    assertThat(refusal.reason()).isEqualTo(Reason.TABLE_FULL);
    assertThat(refusal.message()).contains("delete ServiceIds that nobody uses");
  }

  @Test
  void aRotationThatWaitsForRoomIsNobodysFault() {
    assertThat(ofTable(Reason.ROTATION_WAITS_FOR_ROOM)).isEmpty();
  }

  private static Optional<Finding> ofTable(Reason reason) {
    Standing standing =
        new Standing(
            List.of(),
            List.of(),
            true,
            List.of(),
            List.of(),
            Optional.of(reason),
            Optional.empty());
    return Refusal.of(
        "checkout", REQUEST, Optional.of(new Ceiling(true, List.of())), Optional.of(standing));
  }

  private static Optional<Finding> refusal(Optional<Ceiling> ceiling) {
    return Refusal.of("checkout", REQUEST, ceiling, Optional.empty());
  }

  private static List<TopicPattern> patterns(String... texts) {
    return Stream.of(texts).map(TopicPattern::new).toList();
  }
}
