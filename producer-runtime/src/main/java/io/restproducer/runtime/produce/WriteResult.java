package io.restproducer.runtime.produce;

import io.restproducer.runtime.refusal.Refusal;

/** Told exactly once, on the event loop, how a write ended. */
public interface WriteResult {
  void written(Ack ack);

  void refused(Refusal refusal);
}
