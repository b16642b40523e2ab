package io.restproducer.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Checks in the order in which a request meets what they check; the first broken link ends it. */
public final class Examination {
  private final List<Supplier<Verdict>> checks = new ArrayList<>();

  /** Adds a check behind the others. */
  public Examination then(Supplier<Verdict> check) {
    checks.add(check);
    return this;
  }

  /**
   * Runs the checks.
   *
   * @param seen gets each verdict as soon as it is there
   * @return the verdicts, at most one of them broken, which is then the last
   */
  public List<Verdict> run(Consumer<Verdict> seen) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Supplier<Verdict> check : checks) {
      Verdict verdict = check.get();
      verdicts.add(verdict);
      seen.accept(verdict);
      if (verdict.isBroken()) {
        break;
      }
    }
    return verdicts;
  }
}
