package io.restproducer.cli.host;

/**
 * What the user asked for was refused or failed: exit code 1. The message is one line that says
 * what was wrong and what to do; it never holds a secret.
 */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure of which the message says everything. */
  public Failure(String message) {
    super(message);
  }

  /** A failure with its cause, which nobody is shown. */
  public Failure(String message, Throwable cause) {
    super(message, cause);
  }
}
