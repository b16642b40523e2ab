package io.restproducer.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Runs in a privileged pod on a node and does there what nothing inside a cluster does otherwise:
 * SIGKILL for another pod's process, removal of a folder. One class file without any other.
 */
final class NodeErrand {
  private NodeErrand() {}

  /** {@code kill UID-OF-A-POD} or {@code clear FOLDER}. */
  public static void main(String[] arguments) throws IOException {
    switch (arguments[0]) {
      case "kill" -> kill(arguments[1]);
      case "clear" -> clear(Path.of(arguments[1]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void kill(String uid) {
    long killed =
        ProcessHandle.allProcesses()
            .filter(process -> isJavaOf(uid, process))
            .filter(ProcessHandle::destroyForcibly)
            .count();
    System.out.println("killed " + killed);
  }

  private static boolean isJavaOf(String uid, ProcessHandle process) {
    Path folder = Path.of("/proc", Long.toString(process.pid()));
    try {
      String group = Files.readString(folder.resolve("cgroup"));
      return Files.readString(folder.resolve("comm")).strip().equals("java")
          && (group.contains(uid) || group.contains(uid.replace('-', '_')));
    } catch (IOException e) {
      return false; // it has just ended
    }
  }

  private static void clear(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(folder)) {
          Files.delete(path);
        }
      }
    }
    System.out.println("cleared");
  }
}
