package io.restproducer.quickstart;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One whole system for all system tests of a run: started by the first, ended after the last. */
final class RunningSystem implements ParameterResolver {
  private static final Path DIRECTORY = Path.of("target", "system-tests").toAbsolutePath();

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestedSystem.class;
  }

  @Override
  public TestedSystem resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(RunningSystem.class))
        .computeIfAbsent(TestedSystem.class, type -> start(), TestedSystem.class);
  }

  private static TestedSystem start() {
    RunDirectory directory = RunDirectory.open(DIRECTORY);
    Parts parts = new Parts();
    Progress progress = new Progress(output(), false, false, System::nanoTime);
    SourceTree tree = new SourceTree(Path.of(".."));
    LocalSystem system = new LocalSystem(tree, directory, progress, parts, Programs.ofJars(tree));
    try {
      system.start(
          new QuickstartOptions(
              false,
              OptionalInt.empty(),
              System.getProperty("api-server", "auto"),
              Optional.empty(),
              Optional.empty()));
      return new TestedSystem(system, directory, parts);
    } catch (RuntimeException e) {
      parts.close();
      directory.close();
      throw e;
    }
  }

  private static PrintStream output() {
    try {
      return new PrintStream(DIRECTORY.resolveSibling("system-tests.out").toFile());
    } catch (java.io.IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
