package io.restproducer.dev.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The programs of a real API server, where kube-api-test keeps them: {@code k8s/<version>-<os>}.
 */
record KubeApiBinaries(Path directory, String version) {

  static final List<String> NAMES = List.of("etcd", "kube-apiserver", "kubectl");

  /** The newest complete set under {@code home}. */
  static Optional<KubeApiBinaries> find(Path home) {
    Path sets = home.resolve("k8s");
    if (!Files.isDirectory(sets)) {
      return Optional.empty();
    }
    try (Stream<Path> entries = Files.list(sets)) {
      return entries
          .filter(KubeApiBinaries::isComplete)
          .map(set -> new KubeApiBinaries(set, versionOf(set)))
          .max(Comparator.comparing(KubeApiBinaries::versionNumbers, Arrays::compare));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + sets, e);
    }
  }

  Path program(String name) {
    return directory.resolve(name);
  }

  /** The directory's own name, which kube-api-test derives from version, system and processor. */
  String folder() {
    return directory.getFileName().toString();
  }

  private static boolean isComplete(Path set) {
    return set.getFileName().toString().matches("\\d+\\.\\d+\\.\\d+-.+")
        && NAMES.stream().allMatch(name -> Files.isExecutable(set.resolve(name)));
  }

  private static String versionOf(Path set) {
    String folder = set.getFileName().toString();
    return folder.substring(0, folder.indexOf('-'));
  }

  private int[] versionNumbers() {
    return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
  }
}
