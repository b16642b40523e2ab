package io.restproducer.quickstart;

import java.nio.file.Path;

/** The last lines of a tour: what to look at next. */
final class NextSteps {
  private final Progress progress;
  private final Path kubeconfig;

  NextSteps(Progress progress, Path kubeconfig) {
    this.progress = progress;
    this.kubeconfig = kubeconfig;
  }

  /**
   * Tells them.
   *
   * @param tool the command line tool; empty: it is not built
   */
  void tell(Examples examples, Caller caller, String tool) {
    progress.heading("Change a limit (maxMessageSize, maxKeySize) and see the pods follow");
    progress.note(with("kubectl edit restproducer " + examples.restProducerName()));
    progress.heading("Connect something else");
    progress.note("in a browser  " + caller.endpoint() + "/");
    if (!tool.isEmpty()) {
      progress.note("by the tool   " + with(ShellWord.of(tool) + " init"));
    }
  }

  private String with(String command) {
    return "KUBECONFIG=%s %s".formatted(ShellWord.of(kubeconfig.toString()), command);
  }
}
