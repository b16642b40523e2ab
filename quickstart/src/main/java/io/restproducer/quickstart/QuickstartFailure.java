package io.restproducer.quickstart;

/**
 * Something in the world is not as it has to be; the message tells a person what and what to do.
 */
final class QuickstartFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  QuickstartFailure(String message) {
    super(message);
  }

  QuickstartFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
