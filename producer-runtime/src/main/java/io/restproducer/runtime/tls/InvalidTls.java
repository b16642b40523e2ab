package io.restproducer.runtime.tls;

/** A certificate or key that must not be used; the message says why and holds no key material. */
public final class InvalidTls extends Exception {
  InvalidTls(String message) {
    super(message);
  }
}
