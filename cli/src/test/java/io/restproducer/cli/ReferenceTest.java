package io.restproducer.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The reference in docs/cli.md is made from the commands themselves. */
class ReferenceTest {
  @TempDir private Path directory;

  @Test
  void theReferenceIsThatOfTheCommands() throws IOException {
    CommandLine all = Program.commandLine(new Root(new TestHost(directory).host()));
    StringBuilder page = new StringBuilder("### Options of every command\n\n");
    page.append(table(all.getCommandSpec().options().stream().map(ArgSpec.class::cast).toList()));
    all.getSubcommands()
        .values()
        .forEach(command -> page.append(section(command.getCommandSpec())));
    new GeneratedPart("reference").isAsGenerated(page.toString());
  }

  private static String section(CommandSpec command) {
    List<ArgSpec> own =
        command.args().stream()
            .filter(argument -> !argument.inherited())
            .filter(
                argument ->
                    !(argument instanceof OptionSpec option)
                        || !(option.usageHelp() || option.versionHelp()))
            .toList();
    return "### `%s`\n\n%s\n\n%s"
        .formatted(
            command.name(),
            String.join("\n", command.usageMessage().description()),
            own.isEmpty() ? "" : table(own));
  }

  private static String table(List<ArgSpec> arguments) {
    return "| | |\n| --- | --- |\n"
        + arguments.stream().map(ReferenceTest::row).collect(Collectors.joining("\n", "", "\n\n"));
  }

  private static String row(ArgSpec argument) {
    String name =
        argument instanceof OptionSpec option
            ? String.join("`, `", option.names())
                + (option.arity().max() == 0 ? "" : " " + option.paramLabel())
            : argument.paramLabel();
    return "| `%s` | %s%s |".formatted(name, described(argument), required(argument));
  }

  /** What has to be given; an option of a group is required only where no other one is there. */
  private static String required(ArgSpec argument) {
    ArgGroupSpec group = argument.group();
    if (group == null) {
      return argument.required() && argument.isOption() ? " Required." : "";
    }
    return group.multiplicity().min() == 0
        ? ""
        : group.args().stream()
            .map(it -> "`" + ((OptionSpec) it).longestName() + "`")
            .collect(Collectors.joining(" and ", " One of ", " is required."));
  }

  private static String described(ArgSpec argument) {
    String candidates =
        argument.completionCandidates() == null
            ? ""
            : StreamSupport.stream(argument.completionCandidates().spliterator(), false)
                .collect(Collectors.joining(", "));
    return String.join(" ", argument.description())
        .replace("${DEFAULT-VALUE}", "" + argument.defaultValue())
        .replace("${COMPLETION-CANDIDATES}", candidates);
  }
}
