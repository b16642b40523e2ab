package io.restproducer.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;

/** The compiled main classes of every module, read from the build's own folders. */
final class Modules {
  static final List<String> NAMES =
      List.of(
          "cli",
          "contract",
          "crds",
          "dev-kafka",
          "dev-kubernetes",
          "kafka-access",
          "operator",
          "producer-runtime",
          "quickstart");

  private Modules() {}

  static JavaClasses mainClasses() {
    List<Path> folders =
        NAMES.stream()
            .map(module -> Path.of("..", module, "target", "classes").toAbsolutePath().normalize())
            .toList();
    return new ClassFileImporter().importPaths(folders);
  }
}
