package io.restproducer.dev.kubernetes.process;

import java.util.ArrayList;
import java.util.List;

/**
 * A command that dies with the process that started it, even one ended by SIGKILL: a watchdog holds
 * the other end of its standard input. The program itself keeps the process id that was started.
 */
public final class BoundCommand {

  /** Shell lines to put before the {@code exec} of a program; {@code $1} onwards are its own. */
  public static final String WATCHDOG =
      """
      program=$$
      exec 3<&0
      ( cat <&3 >/dev/null 2>&1; kill -KILL $program; %s ) </dev/null >/dev/null 2>&1 &
      exec 3<&- </dev/null
      """;

  private static final String SCRIPT = WATCHDOG.formatted(":") + "exec \"$@\"\n";

  private BoundCommand() {}

  /** The same command, bound to its parent's life through the pipe on its standard input. */
  public static List<String> of(List<String> command) {
    List<String> bound = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "bound"));
    bound.addAll(command);
    return List.copyOf(bound);
  }
}
