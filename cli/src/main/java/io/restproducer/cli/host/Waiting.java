package io.restproducer.cli.host;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Looks again and again until something is there, and shows what it waits for and since when: on a
 * terminal in one line that changes, elsewhere a line for each change. It changes nothing itself,
 * so that Ctrl-C at any time leaves what was done before.
 */
public final class Waiting {
  private static final Duration STEP = Duration.ofMillis(250);
  private static final String SAME_LINE = "\r\033[K";

  private final Host host;
  private final Duration limit;
  private boolean lineOpen;
  private String lastShown = "";

  /**
   * Creates one.
   *
   * @param limit how long each wait may take
   */
  public Waiting(Host host, Duration limit) {
    this.host = host;
    this.limit = limit;
  }

  /**
   * Waits until a look finds it.
   *
   * @param subject what is waited for, for people
   * @param onInterrupt how to go on after Ctrl-C, for people
   * @throws Failure if it is not there when the time is over; failures of a look pass through
   */
  public <T> T until(String subject, String onInterrupt, Supplier<Finding<T>> look) {
    Thread hook = new Thread(() -> tellStopped(subject, onInterrupt), "stopped-by-user");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return look(subject, onInterrupt, look);
    } finally {
      closeLine();
      removeHook(hook);
    }
  }

  private <T> T look(String subject, String onInterrupt, Supplier<Finding<T>> look) {
    long begin = host.clock().millis();
    while (true) {
      Finding<T> finding = look.get();
      if (finding instanceof Finding.There<T> there) {
        return there.value();
      }
      String missing = ((Finding.NotYet<T>) finding).missing();
      Duration waited = Duration.ofMillis(host.clock().millis() - begin);
      if (waited.compareTo(limit) >= 0) {
        throw new Failure(
            "%s: not there after %d s (--timeout): %s; %s"
                .formatted(subject, limit.toSeconds(), missing, onInterrupt));
      }
      show(subject, missing, waited);
      pause();
    }
  }

  private void show(String subject, String missing, Duration waited) {
    if (host.terminals().contains(2)) {
      host.err()
          .print("%s… %s: %s (%d s)".formatted(SAME_LINE, subject, missing, waited.toSeconds()));
      host.err().flush();
      lineOpen = true;
    } else if (!missing.equals(lastShown)) {
      host.err().println("waiting for %s: %s".formatted(subject, missing));
      lastShown = missing;
    }
  }

  private void closeLine() {
    if (lineOpen) {
      host.err().print(SAME_LINE);
      host.err().flush();
      lineOpen = false;
    }
  }

  private void tellStopped(String subject, String onInterrupt) {
    host.err().println();
    host.err().println("stopped waiting for " + subject + "; " + onInterrupt);
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process ends already; the hook says so.
      return;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(STEP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted", e);
    }
  }
}
