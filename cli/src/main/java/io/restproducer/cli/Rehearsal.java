package io.restproducer.cli;

/** TODO. */
public final class Rehearsal {
  private Rehearsal() {}

  public static void main(String[] arguments) {
    Main.main(arguments);
  }
}
