package io.restproducer.cli.doctor;

/**
 * What one check has found.
 *
 * @param name of the check, one word
 * @param remedy what to do; empty where nothing is, or {@code found} says it already
 */
public record Verdict(String name, Outcome outcome, String found, String remedy) {
  /** How it ended. */
  public enum Outcome {
    OK,
    BROKEN,
    SKIPPED
  }

  static Verdict ok(String name, String found) {
    return new Verdict(name, Outcome.OK, found, "");
  }

  static Verdict broken(String name, String found, String remedy) {
    return new Verdict(name, Outcome.BROKEN, found, remedy);
  }

  static Verdict skipped(String name, String why) {
    return new Verdict(name, Outcome.SKIPPED, why, "");
  }

  /** One sentence for whoever sees no more than that. */
  public String whatToDo() {
    return remedy.isEmpty() ? found : remedy;
  }

  /** Whether nothing behind this link can work. */
  public boolean isBroken() {
    return outcome == Outcome.BROKEN;
  }
}
