package io.restproducer.dev.kubernetes;

import io.restproducer.dev.kubernetes.process.BoundCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Stands in for the programs kube-api-test starts, so that they end with this process even when it
 * is killed, and so that etcd, which asks nobody for a password, listens on loopback only.
 */
final class BoundPrograms {

  private BoundPrograms() {}

  static void write(Path directory, KubeApiBinaries binaries) {
    try {
      Path programs = Files.createDirectories(directory.resolve("k8s").resolve(binaries.folder()));
      // $2 and $4 are the data directories kube-api-test makes, $6 is etcd's client URL.
      write(
          programs.resolve("etcd"),
          BoundCommand.WATCHDOG.formatted("rm -rf \"$2\" \"$4\""),
          binaries.program("etcd"),
          "--unsafe-no-fsync --listen-client-urls \"http://127.0.0.1:${6##*:}\"");
      write(
          programs.resolve("kube-apiserver"),
          BoundCommand.WATCHDOG.formatted(":"),
          binaries.program("kube-apiserver"),
          "");
      write(programs.resolve("kubectl"), "", binaries.program("kubectl"), "");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare the API server in " + directory, e);
    }
  }

  private static void write(Path script, String before, Path program, String more)
      throws IOException {
    Files.writeString(
        script, "#!/bin/sh\n" + before + "exec '" + program + "' \"$@\" " + more + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }
}
