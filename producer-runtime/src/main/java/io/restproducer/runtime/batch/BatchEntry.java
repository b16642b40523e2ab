package io.restproducer.runtime.batch;

import io.restproducer.runtime.produce.OutgoingRecord;
import io.restproducer.runtime.refusal.Refusal;

/** One record of a batch, at its place in it. */
public sealed interface BatchEntry {
  /** It can be written. */
  record Good(OutgoingRecord record) implements BatchEntry {}

  /** It cannot, whatever becomes of the others. */
  record Bad(Refusal refusal) implements BatchEntry {}
}
