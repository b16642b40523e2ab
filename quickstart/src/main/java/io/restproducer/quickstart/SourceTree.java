package io.restproducer.quickstart;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where things lie in a clone of the project. */
record SourceTree(Path root) {
  SourceTree {
    root = root.toAbsolutePath().normalize();
  }

  /** The executable jar of a module. */
  Path jar(String module) {
    Path jar = root.resolve(module).resolve("target").resolve(module + ".jar");
    if (!Files.isRegularFile(jar)) {
      throw new QuickstartFailure(
          jar + " is missing; build it with: mvn -DskipTests package (in " + root + ")");
    }
    return jar;
  }

  /** The command line tool, in one file; empty where it is not built. */
  String commandLineTool() {
    Path tool = root.resolve("cli").resolve("target").resolve("kubectl-restproducer");
    return Files.isExecutable(tool) ? tool.toString() : "";
  }

  Path crds() {
    return root.resolve("crds");
  }

  Path base() {
    return root.resolve("deploy").resolve("base");
  }

  /** One broker for trying out, in a cluster. */
  Path broker() {
    return root.resolve("deploy").resolve("overlays").resolve("dev-kafka");
  }

  Path examples() {
    return root.resolve("deploy").resolve("examples");
  }

  Path aotTrainingDirectory() {
    return root.resolve("deploy").resolve("target").resolve("aot-training");
  }

  Path runDirectory() {
    return root.resolve("quickstart").resolve("target").resolve("quickstart");
  }
}
