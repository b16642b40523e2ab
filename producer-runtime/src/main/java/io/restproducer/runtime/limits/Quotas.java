package io.restproducer.runtime.limits;

import io.restproducer.contract.Quota;
import io.restproducer.contract.ServiceIdentity;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The quotas in force and what is left of them. It holds only ServiceIds that have one; what they
 * have used outlives a change of the key table.
 */
public final class Quotas {
  private final LongSupplier nanoTime;
  private volatile Map<ServiceIdentity, Throttle> throttles = Map.of();

  /**
   * None in force.
   *
   * @param nanoTime monotonic
   */
  public Quotas(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** What {@code owner} may still use. */
  public Throttle of(ServiceIdentity owner) {
    return throttles.getOrDefault(owner, Throttle.NONE);
  }

  /** Puts these in force, and no others. */
  public synchronized void putInForce(Map<ServiceIdentity, Quota> quotas) {
    Map<ServiceIdentity, Throttle> next = new HashMap<>(quotas.size() * 2);
    quotas.forEach((owner, quota) -> next.put(owner, of(owner).with(quota, nanoTime)));
    throttles = Map.copyOf(next);
  }
}
