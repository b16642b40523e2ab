package io.restproducer.cli;

import io.restproducer.cli.doctor.Verdict;
import io.restproducer.cli.host.Failure;
import io.restproducer.cli.host.Host;
import java.util.List;

/** Shows verdicts as they come; for scripts, all of them at the end. */
final class Report {
  private static final String GREEN = "\033[32m";
  private static final String RED = "\033[31m";
  private static final String PLAIN = "\033[0m";

  private final Session session;
  private boolean good = true;

  Report(Session session) {
    this.session = session;
  }

  boolean isGood() {
    return good;
  }

  void line(Verdict verdict) {
    good &= !verdict.isBroken();
    if (session.output().isText()) {
      session.host().out().println(text(session.host(), verdict));
    }
  }

  /** Fails, so that scripts see it, if a link is broken. */
  void end(List<Verdict> verdicts) {
    if (!session.output().isText()) {
      session.output().show(verdicts, "");
    }
    verdicts.stream()
        .filter(Verdict::isBroken)
        .findFirst()
        .ifPresent(
            broken -> {
              throw new Failure("%s is broken: %s".formatted(broken.name(), broken.whatToDo()));
            });
  }

  private static String text(Host host, Verdict verdict) {
    String sign =
        switch (verdict.outcome()) {
          case OK -> coloured(host, GREEN, "✓");
          case BROKEN -> coloured(host, RED, "✗");
          case SKIPPED -> "-";
        };
    String line = "%s %-9s %s".formatted(sign, verdict.name(), verdict.found());
    return verdict.remedy().isEmpty() ? line : line + " → " + verdict.remedy();
  }

  private static String coloured(Host host, String colour, String text) {
    return host.colours(1) ? colour + text + PLAIN : text;
  }
}
