package io.restproducer.operator.pki;

/**
 * A certificate signing request that is not taken. The message says what is wrong, the limit and
 * what to do; it must never hold anything of the request.
 */
public final class RefusedCsr extends Exception {
  private final CsrReason reason;

  RefusedCsr(CsrReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Which of the closed list. */
  public CsrReason reason() {
    return reason;
  }
}
