package io.restproducer.runtime.config;

import java.util.List;

/** Settings that cannot be run with: every problem at once, each with what to write instead. */
public final class InvalidSettings extends Exception {
  private final List<String> problems;

  InvalidSettings(List<String> problems) {
    super("invalid settings: " + String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
