package io.restproducer.operator.pki;

/** PEM that cannot be used; the message says what was expected and holds nothing of its content. */
public final class InvalidPem extends Exception {
  InvalidPem(String message) {
    super(message);
  }
}
