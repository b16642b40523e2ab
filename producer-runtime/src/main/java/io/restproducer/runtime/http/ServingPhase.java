package io.restproducer.runtime.http;

import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;

/** Where the listener is on its way out: serving, serving with farewell, refusing. */
public final class ServingPhase {
  private enum Phase {
    SERVING,
    DRAINING,
    REFUSING
  }

  private volatile Phase phase = Phase.SERVING;

  /** From now on each answer closes its connection. */
  public void drain() {
    phase = Phase.DRAINING;
  }

  /** From now on no record is accepted. */
  public void refuse() {
    phase = Phase.REFUSING;
  }

  public boolean closing() {
    return phase != Phase.SERVING;
  }

  void check() throws Refusal {
    if (phase == Phase.REFUSING) {
      throw Refusal.of(
          Reason.DRAINED, "This instance is stopping. Nothing was written; connect again.");
    }
  }
}
