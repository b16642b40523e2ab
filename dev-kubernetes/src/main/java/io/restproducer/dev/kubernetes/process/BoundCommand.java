package io.restproducer.dev.kubernetes.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A command that dies with the process that started it, even one ended by SIGKILL: a watchdog holds
 * the other end of its standard input. The program itself keeps the process id that was started.
 */
public final class BoundCommand {

  /**
   * Shell lines to put before the {@code exec} of a program; {@code $1} onwards are its own, the
   * placeholder is what to do when the parent is gone. Input at its end means that it may be.
   */
  public static final String WATCHDOG =
      """
      program=$$
      parent=$PPID
      exec 3<&0
      ( cat <&3 >/dev/null 2>&1; kill -KILL $program; sleep 1; kill -0 $parent || %s ) \
      </dev/null >/dev/null 2>&1 &
      exec 3<&- </dev/null
      """;

  private static final String SCRIPT = WATCHDOG.formatted("rm -rf \"$0\"") + "exec \"$@\"\n";

  private BoundCommand() {}

  /**
   * The same command, bound to its parent's life; when the parent was killed, {@code scratch} is
   * removed. {@link Process#destroy} closes the input and so kills: for SIGTERM use its handle.
   */
  public static List<String> of(List<String> command, Path scratch) {
    List<String> bound = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, scratch.toString()));
    bound.addAll(command);
    return List.copyOf(bound);
  }
}
