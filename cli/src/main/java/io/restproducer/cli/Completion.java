package io.restproducer.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Prints what a shell needs to complete commands and options. */
@Command(
    name = "completion",
    description = {
      "Prints a script by which a shell completes commands and options.",
      "bash, zsh: for kubectl-restproducer; put it where your shell loads completions, or: source"
          + " <(kubectl-restproducer completion bash)",
      "kubectl: for kubectl restproducer; save it as kubectl_complete-restproducer on the PATH and make"
          + " it executable"
    })
final class Completion implements Runnable {
  /** Shells. */
  enum Shell {
    BASH,
    ZSH,
    KUBECTL;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private static final String FOR_KUBECTL =
      """
      #!/bin/sh
      # kubectl runs this file, kubectl_complete-restproducer on the PATH, to complete `kubectl restproducer`.
      exec kubectl-restproducer __complete "$@"
      """;

  @ParentCommand private Root root;

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
  private Shell shell;

  @Override
  public void run() {
    root.host()
        .out()
        .print(
            shell == Shell.KUBECTL
                ? FOR_KUBECTL
                : AutoComplete.bash("kubectl-restproducer", Program.commandLine(root)) + "\n");
  }
}
