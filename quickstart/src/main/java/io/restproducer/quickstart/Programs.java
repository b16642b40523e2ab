package io.restproducer.quickstart;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How each program is started: JVM, flags, class path and main class. */
record Programs(List<String> broker, List<String> operator, List<String> runtime) {
  Programs {
    broker = List.copyOf(broker);
    operator = List.copyOf(operator);
    runtime = List.copyOf(runtime);
  }

  /** The jars of a build on this very JDK, small and for a short time. */
  static Programs ofJars(SourceTree tree) {
    return new Programs(
        small(tree.jar("dev-kafka"), 512),
        small(tree.jar("operator"), 256),
        small(tree.jar("producer-runtime"), 256));
  }

  private static List<String> small(Path jar, int heapMegabytes) {
    List<String> command = new ArrayList<>(JavaProcess.javaCommand());
    command.addAll(List.of("-Xmx" + heapMegabytes + "m", "-jar", jar.toString()));
    return command;
  }
}
