package io.restproducer.cli;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.restproducer.cli.cluster.ApiErrors;
import io.restproducer.cli.host.Failure;
import io.restproducer.cli.host.Host;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** The tool: reads arguments, runs a command, turns what went wrong into one line and a code. */
final class Program {
  static final String NAME = "kubectl restproducer";

  private static final Pattern KEY = Pattern.compile("rpk_[0-9A-Za-z_]+");
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  private final Host host;

  Program(Host host) {
    this.host = host;
  }

  /** 0 done, 1 refused or failed, 2 wrong usage. */
  int run(List<String> arguments) {
    Root root = new Root(host);
    if (!arguments.isEmpty() && arguments.get(0).equals(Complete.WORD)) {
      Complete.print(root, arguments.subList(1, arguments.size()));
      return 0;
    }
    CommandLine line = commandLine(root);
    try {
      return line.execute(arguments.toArray(String[]::new));
    } finally {
      root.session().close();
    }
  }

  /** The commands, from which parsing, help, completion and reference are made. */
  static CommandLine commandLine(Root root) {
    Host host = root.host();
    CommandLine line =
        new CommandLine(root)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(host.out(), true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(host.err(), true, StandardCharsets.UTF_8))
            .setColorScheme(
                CommandLine.Help.defaultColorScheme(
                    host.colours(1) ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
            .setUsageHelpAutoWidth(false)
            .setUsageHelpWidth(100)
            .setParameterExceptionHandler((e, args) -> wrongUsage(host, e))
            .setExecutionExceptionHandler((e, command, result) -> failed(host, e));
    return line;
  }

  private static int wrongUsage(Host host, CommandLine.ParameterException e) {
    String said = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    error(host, "%s; see: %s --help".formatted(said, command));
    return WRONG_USAGE;
  }

  private static int failed(Host host, Exception e) {
    if (e instanceof Failure failure) {
      error(host, failure.getMessage());
    } else if (e instanceof KubernetesClientException refused) {
      error(host, ApiErrors.translated(refused).getMessage());
    } else {
      error(host, "this is a fault of the tool, please report it: " + e + " at " + place(e));
    }
    return FAILED;
  }

  private static void error(Host host, String message) {
    String word = host.colours(2) ? "\033[31merror:\033[0m " : "error: ";
    // Parsers repeat what they did not understand, and that may be a key.
    host.err().println(word + KEY.matcher(message).replaceAll("rpk_<redacted>"));
  }

  private static String place(Exception e) {
    return e.getStackTrace().length == 0 ? "an unknown place" : e.getStackTrace()[0].toString();
  }
}
