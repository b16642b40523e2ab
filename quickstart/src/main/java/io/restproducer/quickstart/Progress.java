package io.restproducer.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells a person what happens: lines that stay, and, while something is awaited, one line that
 * changes on a terminal; elsewhere a line for a change, never one for each flicker of it.
 */
final class Progress {
  private static final long CHANGE_NANOS = Duration.ofSeconds(4).toNanos();
  private static final long REPEAT_NANOS = Duration.ofSeconds(30).toNanos();
  private static final String CLEAR_LINE = "\r\033[K";

  private final PrintStream out;
  private final boolean terminal;
  private final boolean colours;
  private final LongSupplier nanos;
  private String lastWaiting = "";
  private String lastPrinted = "";
  private long printedAt;

  Progress(PrintStream out, boolean terminal, boolean colours, LongSupplier nanos) {
    this.out = out;
    this.terminal = terminal;
    this.colours = colours;
    this.nanos = nanos;
  }

  long now() {
    return nanos.getAsLong();
  }

  /** Something is done and stays so. */
  synchronized void done(String text) {
    line(coloured("32", "✓") + " " + text);
  }

  /** Something that a person may want to read or copy. */
  synchronized void note(String text) {
    line("  " + text.replace("\n", "\n  "));
  }

  synchronized void heading(String text) {
    line("");
    line(coloured("1", text));
  }

  synchronized void failure(String text) {
    line(coloured("31", "✗") + " " + text);
  }

  /** What is awaited now, how far it is, and since when (nanoseconds of {@link #now()}). */
  synchronized void waiting(String what, String state, long since) {
    String text = state.isEmpty() ? what : what + ": " + state;
    String seconds = " (" + Duration.ofNanos(now() - since).toSeconds() + " s)";
    if (terminal) {
      out.print(CLEAR_LINE + coloured("33", "…") + " " + text + seconds);
      out.flush();
    } else if (isDue(text)) {
      out.println("… " + text + seconds);
      out.flush();
      lastPrinted = text;
      printedAt = now();
    }
    lastWaiting = text;
  }

  /** The first of a wait is; later a change that stays, and now and then a sign of life. */
  private boolean isDue(String text) {
    long age = now() - printedAt;
    return lastWaiting.isEmpty() || age >= (text.equals(lastPrinted) ? REPEAT_NANOS : CHANGE_NANOS);
  }

  private void line(String text) {
    out.println((terminal && !lastWaiting.isEmpty() ? CLEAR_LINE : "") + text);
    out.flush();
    lastWaiting = "";
  }

  private String coloured(String code, String text) {
    return colours ? "\033[" + code + "m" + text + "\033[0m" : text;
  }
}
