package io.restproducer.quickstart;

/** The person at the keyboard, or the system, ended the quickstart while it was at work. */
final class Stopped extends RuntimeException {
  private static final long serialVersionUID = 1;

  Stopped() {
    super("the quickstart was told to stop", null, false, false);
  }
}
