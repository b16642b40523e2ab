package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import io.restproducer.contract.MountedFiles;
import io.restproducer.operator.pki.SealingKeyIds;
import java.util.ArrayList;
import java.util.List;

/**
 * What a pod mounts: one projected volume, so that it never sees half an update, and a small
 * scratch volume, because Kafka's compression unpacks native code and the root file system is
 * read-only.
 */
final class RuntimeVolumes {
  static final String CONFIGURATION_DIRECTORY = "/etc/restproducer";
  static final String CERTIFICATE_KEY = "tls.crt";
  static final String PRIVATE_KEY_KEY = "tls.key";

  private static final String CONFIGURATION = "configuration";
  private static final String SCRATCH = "scratch";
  private static final int READABLE_BY_GROUP = 0440;

  private RuntimeVolumes() {}

  static List<Volume> build(Blueprint blueprint, String configuration) {
    ProducerNames names = blueprint.names();
    List<VolumeProjection> sources = new ArrayList<>();
    sources.add(
        new VolumeProjectionBuilder()
            .withNewConfigMap()
            .withName(configuration)
            .withItems(item(MountedFiles.CONFIGURATION, MountedFiles.CONFIGURATION))
            .endConfigMap()
            .build());
    sources.add(secret(names.keyTable(), item(MountedFiles.KEY_TABLE, MountedFiles.KEY_TABLE)));
    sources.add(
        secret(
            names.serverTls(),
            item(CERTIFICATE_KEY, MountedFiles.SERVER_CERTIFICATE),
            item(PRIVATE_KEY_KEY, MountedFiles.SERVER_KEY)));
    sources.add(
        secret(names.clientsTrust(), item(AuthorityBundle.KEY, MountedFiles.CLIENTS_TRUST)));
    sources.add(sealingKeys(names));
    sources.add(connectPage(names));
    sources.addAll(blueprint.kafkaFiles().projections());
    return List.of(
        new VolumeBuilder()
            .withName(CONFIGURATION)
            .withNewProjected()
            .withDefaultMode(READABLE_BY_GROUP)
            .withSources(sources)
            .endProjected()
            .build(),
        new VolumeBuilder()
            .withName(SCRATCH)
            .withNewEmptyDir()
            .withSizeLimit(new Quantity("64Mi"))
            .endEmptyDir()
            .build());
  }

  static List<VolumeMount> mounts() {
    return List.of(
        new VolumeMountBuilder()
            .withName(CONFIGURATION)
            .withMountPath(CONFIGURATION_DIRECTORY)
            .withReadOnly(true)
            .build(),
        new VolumeMountBuilder().withName(SCRATCH).withMountPath("/tmp").build());
  }

  /** Optional, each of them: a further key must not change the pods' template. */
  private static VolumeProjection sealingKeys(ProducerNames names) {
    return new VolumeProjectionBuilder()
        .withNewSecret()
        .withName(names.sealingKeys())
        .withItems(
            SealingKeyIds.of(names.producer()).stream()
                .map(id -> item(id + ".key", MountedFiles.SEALING_KEYS + "/" + id + ".key"))
                .toList())
        .withOptional(true)
        .endSecret()
        .build();
  }

  /** Optional: it comes, changes and goes without a change of the pods' template. */
  private static VolumeProjection connectPage(ProducerNames names) {
    return new VolumeProjectionBuilder()
        .withNewConfigMap()
        .withName(names.connectPage())
        .withItems(
            item(ConnectPage.ADDRESSES_KEY, MountedFiles.ENDPOINT_ADDRESSES),
            item(AuthorityBundle.KEY, MountedFiles.SERVER_AUTHORITIES))
        .withOptional(true)
        .endConfigMap()
        .build();
  }

  private static VolumeProjection secret(String name, KeyToPath... items) {
    return new VolumeProjectionBuilder()
        .withNewSecret()
        .withName(name)
        .withItems(items)
        .endSecret()
        .build();
  }

  private static KeyToPath item(String key, String path) {
    return new KeyToPathBuilder().withKey(key).withPath(path).build();
  }
}
