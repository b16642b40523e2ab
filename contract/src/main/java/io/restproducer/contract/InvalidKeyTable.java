package io.restproducer.contract;

/** A key table that must not be used; the message says why and holds nothing of its content. */
public final class InvalidKeyTable extends Exception {
  InvalidKeyTable(String message) {
    super(message);
  }
}
