package io.restproducer.quickstart;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** Reads the command line, runs the quickstart and sees to it that nothing of it stays behind. */
public final class QuickstartMain {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;
  private static final Duration LONG = Duration.ofHours(1);

  private QuickstartMain() {}

  /** The exit code is 0 when all that was asked for worked, 1 when not, 2 for wrong usage. */
  public static void main(String[] arguments) {
    if (Arrays.asList(arguments).contains("--help")) {
      System.out.print(QuickstartOptions.USAGE);
      return;
    }
    try {
      System.exit(run(QuickstartOptions.parse(arguments)));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(QuickstartOptions.USAGE);
      System.exit(WRONG_USAGE);
    }
  }

  private static int run(QuickstartOptions options) {
    boolean terminal = Boolean.getBoolean("quickstart.terminal");
    boolean colours = terminal && System.getenv("NO_COLOR") == null;
    Progress progress = new Progress(System.out, terminal, colours, System::nanoTime);
    SourceTree tree = new SourceTree(Path.of(System.getProperty("quickstart.root", ".")));
    RunDirectory directory;
    try {
      directory = RunDirectory.open(tree.runDirectory());
    } catch (QuickstartFailure e) {
      progress.failure(e.getMessage());
      return FAILED;
    }
    // Before the first class that logs or makes a temporary file is loaded.
    System.setProperty("java.io.tmpdir", directory.temporary().toString());
    System.setProperty("quickstart.log", directory.logs().resolve("quickstart.log").toString());
    System.setProperty("api-server", options.apiServer());
    return new QuickstartRun(tree, directory, progress).execute(options, LONG);
  }
}
