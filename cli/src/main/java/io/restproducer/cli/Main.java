package io.restproducer.cli;

import io.restproducer.cli.host.Host;
import java.util.List;

/** The process {@code kubectl-restproducer}. */
public final class Main {
  private Main() {}

  /** Runs one command and ends with its exit code. */
  public static void main(String[] arguments) {
    System.exit(new Program(Host.ofProcess()).run(List.of(arguments)));
  }
}
