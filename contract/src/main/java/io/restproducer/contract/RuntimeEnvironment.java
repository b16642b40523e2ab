package io.restproducer.contract;

/** Names of the runtime's environment variables, as in the product this follows. */
public final class RuntimeEnvironment {
  /** Largest record key in bytes after decoding. */
  public static final String MAX_KEY_SIZE = "MAX_KEY_SIZE";

  /** Largest record value in bytes. */
  public static final String MAX_MESSAGE_SIZE = "MAX_MESSAGE_SIZE";

  private RuntimeEnvironment() {}
}
