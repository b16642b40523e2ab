package io.restproducer.runtime.http;

import io.restproducer.runtime.produce.Ack;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** How each record of a batch ended, in their order, and what that makes of the whole. */
final class BatchOutcome {
  /** Some were written, and some were not. */
  static final int PARTLY = 207;

  private final Ack[] acks;
  private final Refusal[] refusals;
  private int open;

  BatchOutcome(int records) {
    this.acks = new Ack[records];
    this.refusals = new Refusal[records];
    this.open = records;
  }

  void written(int index, Ack ack) {
    acks[index] = ack;
    open--;
  }

  void refused(int index, Refusal refusal) {
    refusals[index] = refusal;
    open--;
  }

  boolean isComplete() {
    return open == 0;
  }

  int size() {
    return acks.length;
  }

  /** Where the record is; empty when it was refused. */
  Optional<Ack> ack(int index) {
    return Optional.ofNullable(acks[index]);
  }

  /** Why the record was refused; empty when it was not. */
  Optional<Refusal> refusal(int index) {
    return Optional.ofNullable(refusals[index]);
  }

  /** Of records that were not written, or of which that is not known. */
  long refusedCount() {
    return refusals().count();
  }

  boolean isWhole() {
    return refusedCount() == 0;
  }

  /**
   * What to say when no record was written for certain; empty when one was. It is what tells the
   * caller most: that one may be there, that trying again helps, or else that the batch is wrong.
   */
  Optional<Refusal> refusalOfAll() {
    if (Arrays.stream(acks).anyMatch(Objects::nonNull)) {
      return Optional.empty();
    }
    Refusal first = refusals[0];
    Optional<Refusal> unknown = first(refusals(), Reason.OUTCOME_UNKNOWN);
    Optional<Refusal> later =
        refusals().filter(r -> r.reason().retryAfterSeconds().isPresent()).findFirst();
    return Optional.of(
        unknown
            .or(() -> later)
            .orElseGet(
                () ->
                    Refusal.of(
                        Reason.UNUSABLE_BATCH,
                        "None of %d records was written. The first: %s"
                            .formatted(size(), first.getMessage()))));
  }

  private Stream<Refusal> refusals() {
    return Arrays.stream(refusals).filter(Objects::nonNull);
  }

  private static Optional<Refusal> first(Stream<Refusal> refusals, Reason reason) {
    return refusals.filter(refusal -> refusal.reason() == reason).findFirst();
  }
}
