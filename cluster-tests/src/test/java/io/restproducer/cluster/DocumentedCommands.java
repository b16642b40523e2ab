package io.restproducer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Commands as a page of the documentation shows them: run word for word, from the clone's root. */
final class DocumentedCommands {
  private static final Path ROOT = Path.of("..");
  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  private final String commands;

  private DocumentedCommands(String commands) {
    this.commands = commands;
  }

  /** The first block of shell commands on the page that holds these words. */
  static DocumentedCommands of(String page, String words) throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(ROOT.resolve(page)));
    while (block.find()) {
      if (block.group(1).contains(words)) {
        return new DocumentedCommands(block.group(1));
      }
    }
    throw new AssertionError(page + " shows no commands with: " + words);
  }

  String text() {
    return commands;
  }

  /** The same with another word where the page names its example. */
  DocumentedCommands with(String example, String word) {
    return new DocumentedCommands(commands.replace(example, word));
  }

  /** Runs them in the clone's root; gives what they print. */
  String run() throws IOException, InterruptedException {
    return run(ROOT);
  }

  String run(Path folder) throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    shell.getOutputStream().close();
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as(commands + output).isZero();
    return output;
  }
}
