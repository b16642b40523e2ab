package io.restproducer.runtime.limits;

import io.restproducer.contract.ServiceIdentity;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts bytes and requests between acceptance and answer, and refuses before a body is read. No
 * ServiceId holds more than a quarter, but one with nothing in flight may use the whole budget.
 */
public final class InFlight {
  private static final int SHARE = 4;

  private final Capacity capacity;
  private final Map<ServiceIdentity, Usage> byOwner = new HashMap<>();
  private final Usage total = new Usage();

  /** What {@link #total} says, for those who only look: they must not hold up a request. */
  private volatile long bytesNow;

  private volatile int requestsNow;

  public InFlight(Capacity capacity) {
    this.capacity = capacity;
  }

  /** As below, for one without a quota. */
  public Reservation reserve(ServiceIdentity owner, long bytes) throws Refusal {
    return reserve(owner, Throttle.NONE, bytes, 0);
  }

  /**
   * Room for one request of {@code bytes}; give it back with {@link Reservation#release}. Bytes of
   * the quota are taken last, so that who finds no room pays nothing.
   *
   * @param throttle of {@code owner}
   * @param charged bytes that are taken from its quota now
   * @throws Refusal if there is no room now, or not within the quota
   */
  public Reservation reserve(ServiceIdentity owner, Throttle throttle, long bytes, long charged)
      throws Refusal {
    Reservation reservation = room(owner, throttle, bytes);
    try {
      throttle.takeBytes(charged);
      return reservation;
    } catch (Refusal e) {
      reservation.release();
      throw e;
    }
  }

  private synchronized Reservation room(ServiceIdentity owner, Throttle throttle, long bytes)
      throws Refusal {
    Usage mine = byOwner.computeIfAbsent(owner, o -> new Usage());
    try {
      throttle.checkInFlight(mine.requests);
      checkRequests(mine);
      checkBytes(mine, mine.requests == 0, bytes);
    } catch (Refusal e) {
      forgetIfIdle(owner, mine);
      throw e;
    }
    add(mine, 1, bytes);
    return new Reservation(owner, throttle, mine, bytes);
  }

  /** What there is to be held. */
  public long mostBytes() {
    return capacity.bytesInFlight();
  }

  /** Bytes that are reserved now; takes no lock. */
  public long bytes() {
    return bytesNow;
  }

  /** Requests that hold a reservation now; takes no lock. */
  public int requests() {
    return requestsNow;
  }

  /** Waits until nothing is in flight, at most {@code millis}; true when that came about. */
  public synchronized boolean awaitNone(long millis) throws InterruptedException {
    long deadline = System.nanoTime() + millis * 1_000_000;
    while (total.requests > 0) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  private void checkRequests(Usage mine) throws Refusal {
    if (total.requests >= capacity.requestsInFlight()) {
      throw busy("requests", total.requests, capacity.requestsInFlight());
    }
    int share = Math.max(1, capacity.requestsInFlight() / SHARE);
    if (mine.requests >= share) {
      throw busy("requests of this service id", mine.requests, share);
    }
  }

  private void checkBytes(Usage mine, boolean alone, long more) throws Refusal {
    if (total.bytes + more > capacity.bytesInFlight()) {
      throw busy("bytes", total.bytes, capacity.bytesInFlight());
    }
    long share = capacity.bytesInFlight() / SHARE;
    if (!alone && mine.bytes + more > share) {
      throw busy("bytes of this service id", mine.bytes, share);
    }
  }

  private static Refusal busy(String what, long now, long limit) {
    return Refusal.of(
        Reason.BUSY,
        "Too many %s are in flight (%d; the limit is %d). Nothing was written; try again shortly."
            .formatted(what, now, limit));
  }

  private void add(Usage mine, int requests, long bytes) {
    mine.requests += requests;
    mine.bytes += bytes;
    total.requests += requests;
    total.bytes += bytes;
    bytesNow = total.bytes;
    requestsNow = total.requests;
  }

  private void forgetIfIdle(ServiceIdentity owner, Usage mine) {
    if (mine.requests == 0) {
      byOwner.remove(owner);
    }
  }

  private static final class Usage {
    private int requests;
    private long bytes;
  }

  /** What one request holds. */
  public final class Reservation {
    private final ServiceIdentity owner;
    private final Throttle throttle;
    private final Usage mine;
    private long held;
    private boolean released;

    private Reservation(ServiceIdentity owner, Throttle throttle, Usage mine, long held) {
      this.owner = owner;
      this.throttle = throttle;
      this.mine = mine;
      this.held = held;
    }

    /** Takes {@code more} bytes, for a body whose length was not declared. */
    public void grow(long more) throws Refusal {
      synchronized (InFlight.this) {
        checkBytes(mine, mine.requests == 1, more);
        add(mine, 0, more);
        held += more;
      }
    }

    /** Takes bytes of a body whose length was not declared from the quota, as they come. */
    public void charge(long came) {
      throttle.chargeBytes(came);
    }

    /** Gives everything back; the second call does nothing. */
    public void release() {
      synchronized (InFlight.this) {
        if (!released) {
          released = true;
          add(mine, -1, -held);
          forgetIfIdle(owner, mine);
          InFlight.this.notifyAll();
        }
      }
    }
  }
}
