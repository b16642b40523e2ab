package io.restproducer.runtime.authn;

/** A file that is no sealing key; the message says why and holds no key material. */
public final class InvalidSealingKey extends Exception {
  InvalidSealingKey(String message) {
    super(message);
  }
}
