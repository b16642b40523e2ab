package io.restproducer.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs in a pod that sees every process of its node: SIGKILL for the Java process of another pod,
 * which nothing inside a cluster gives otherwise. One class file without any other.
 */
final class KillOnNode {
  private KillOnNode() {}

  /** Takes the UID of the pod. */
  public static void main(String[] arguments) {
    String uid = arguments[0];
    long killed =
        ProcessHandle.allProcesses()
            .filter(process -> isJavaOf(uid, process))
            .peek(ProcessHandle::destroyForcibly)
            .count();
    System.out.println("killed " + killed);
    System.exit(killed == 0 ? 1 : 0);
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
}
