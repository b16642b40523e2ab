package io.restproducer.dev.kubernetes.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.restproducer.dev.kubernetes.process.OwnerOnlyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A pod's volumes as directories only their owner can enter, filled and refreshed as a kubelet
 * does: a whole new directory, then one swap of the {@code ..data} link.
 */
final class Volumes {

  private static final String DATA = "..data";

  private final VolumeContent content;
  private final Path directory;
  private final Map<String, Map<String, byte[]>> current = new HashMap<>();

  Volumes(Observed observed, Path directory) {
    this.content = new VolumeContent(observed);
    this.directory = OwnerOnlyFile.directory(directory);
  }

  /** Brings every volume to its present content; throws when something it needs is missing. */
  void refresh(Pod pod) {
    for (Volume volume : pod.getSpec().getVolumes()) {
      Map<String, byte[]> files = content.of(pod, volume);
      Path target = OwnerOnlyFile.directory(path(volume.getName()));
      if (volume.getEmptyDir() == null && !same(files, current.get(volume.getName()))) {
        write(target, files);
        current.put(volume.getName(), files);
      }
    }
  }

  /** The text with every mount path replaced by the directory that stands for it. */
  String rewrite(Container container, String text) {
    Map<String, Path> directories = new HashMap<>();
    for (VolumeMount mount : container.getVolumeMounts()) {
      if (mount.getSubPath() != null) {
        throw new NotStartable("CreateContainerError", "subPath is not supported here");
      }
      directories.put(mount.getMountPath(), path(mount.getName()));
    }
    if (directories.isEmpty()) {
      return text;
    }
    // One pass, longest path first: a directory that was put in must not be taken for a mount path.
    String anyMountPath =
        directories.keySet().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    return Pattern.compile("(?<![A-Za-z0-9_./-])(?:" + anyMountPath + ")(?![A-Za-z0-9_.-])")
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(directories.get(found.group()).toString()));
  }

  static void removeAll(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + directory, e);
    }
  }

  private Path path(String volume) {
    return directory.resolve(volume);
  }

  private static boolean same(Map<String, byte[]> one, Map<String, byte[]> other) {
    return other != null
        && one.keySet().equals(other.keySet())
        && one.entrySet().stream()
            .allMatch(e -> Arrays.equals(e.getValue(), other.get(e.getKey())));
  }

  private static void write(Path volume, Map<String, byte[]> files) {
    try {
      Path data = volume.resolve(DATA);
      Path old = Files.exists(data) ? data.toRealPath() : null;
      Path fresh = OwnerOnlyFile.directory(volume.resolve(".." + UUID.randomUUID()));
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path path = fresh.resolve(file.getKey());
        OwnerOnlyFile.directory(path.getParent());
        Files.createFile(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(path, file.getValue());
      }
      Path link = volume.resolve("..data_tmp");
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, fresh.getFileName());
      Files.move(link, data, StandardCopyOption.ATOMIC_MOVE);
      linkNames(volume, files);
      if (old != null) {
        removeAll(old);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot fill the volume " + volume, e);
    }
  }

  /** One link beside {@code ..data} for each first part of a path; those without a file go. */
  private static void linkNames(Path volume, Map<String, byte[]> files) throws IOException {
    Map<String, Path> wanted = new HashMap<>();
    files
        .keySet()
        .forEach(file -> wanted.put(file.split("/")[0], Path.of(DATA, file.split("/")[0])));
    try (Stream<Path> entries = Files.list(volume)) {
      for (Path entry : entries.toList()) {
        String name = entry.getFileName().toString();
        if (!name.startsWith("..") && wanted.remove(name) == null) {
          Files.delete(entry);
        }
      }
    }
    for (Map.Entry<String, Path> link : wanted.entrySet()) {
      Files.createSymbolicLink(volume.resolve(link.getKey()), link.getValue());
    }
  }
}
