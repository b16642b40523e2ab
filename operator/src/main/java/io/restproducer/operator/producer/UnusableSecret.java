package io.restproducer.operator.producer;

import io.restproducer.operator.reconcile.Reason;

/**
 * A Secret, of the user or of an authority, that is not there or not as it has to be; the message
 * shows no content.
 */
final class UnusableSecret extends Exception {
  private final Reason reason;

  UnusableSecret(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
