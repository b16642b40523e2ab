package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which key of which Secret of the user lies where in a pod's directory. Pure. */
record KafkaFiles(List<File> files) {
  static final KafkaFiles NONE = new KafkaFiles(List.of());

  KafkaFiles {
    files = List.copyOf(files);
  }

  /**
   * One file.
   *
   * @param secretName of a Secret in the namespace of the RestProducer
   * @param key of its data
   * @param path in the pod's directory
   */
  record File(String secretName, String key, String path) {}

  /** Where {@code path} comes from. */
  Optional<File> at(String path) {
    return files.stream().filter(file -> file.path().equals(path)).findFirst();
  }

  /**
   * The keys that are needed and no other. Optional: a Secret that goes later must not keep the
   * rest of the volume, the server certificate for one, from being refreshed; pods go on with what
   * they have read.
   */
  List<VolumeProjection> projections() {
    Map<String, List<File>> bySecret =
        files.stream()
            .collect(Collectors.groupingBy(File::secretName, TreeMap::new, Collectors.toList()));
    return bySecret.entrySet().stream()
        .map(
            secret ->
                new VolumeProjectionBuilder()
                    .withNewSecret()
                    .withName(secret.getKey())
                    .withItems(secret.getValue().stream().map(KafkaFiles::item).toList())
                    .withOptional(true)
                    .endSecret()
                    .build())
        .toList();
  }

  private static KeyToPath item(File file) {
    return new KeyToPathBuilder().withKey(file.key()).withPath(file.path()).build();
  }
}
