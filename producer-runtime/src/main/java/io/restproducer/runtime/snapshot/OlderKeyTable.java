package io.restproducer.runtime.snapshot;

/** A genuine key table that is behind the one in force. */
public final class OlderKeyTable extends Exception {
  OlderKeyTable(long offered, long inForce) {
    super("key table revision " + offered + " is older than " + inForce + ", which is in force");
  }
}
