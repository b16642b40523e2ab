package io.restproducer.operator.pki;

/** Sealing keys that cannot be used; the message names ids and sizes and holds nothing of a key. */
public final class InvalidSealingKeys extends Exception {
  InvalidSealingKeys(String message) {
    super(message);
  }
}
