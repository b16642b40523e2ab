package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.restproducer.contract.MountedFiles;
import io.restproducer.contract.RuntimeConfiguration;
import io.restproducer.contract.Sha256;
import io.restproducer.crds.Logging;
import io.restproducer.operator.reconcile.Ownership;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** The runtime's configuration, immutable and named by its content: each revision keeps its own. */
final class RuntimeConfigMap {
  static final int API_PORT = 8443;
  static final int CLIENT_AUTH_PORT = 9443;
  static final int MANAGEMENT_PORT = 8080;

  private RuntimeConfigMap() {}

  static ConfigMap build(Blueprint blueprint) {
    byte[] json = content(blueprint);
    String name = blueprint.names().runtimeConfiguration(Sha256.of(json).hex());
    return new ConfigMapBuilder()
        .withMetadata(Ownership.child(blueprint.producer(), name, blueprint.labels()))
        .withImmutable(true)
        .withData(Map.of(MountedFiles.CONFIGURATION, new String(json, StandardCharsets.UTF_8)))
        .build();
  }

  /** The file's bytes; their digest is what a pod reports. */
  static byte[] content(Blueprint blueprint) {
    Logging logging = blueprint.spec().logging;
    return new RuntimeConfiguration(
            RuntimeConfiguration.VERSION,
            blueprint.id(),
            new RuntimeConfiguration.Listeners(API_PORT, clientAuth(blueprint), MANAGEMENT_PORT),
            KafkaDescription.of(blueprint.spec()),
            blueprint.tableVerifier(),
            new RuntimeConfiguration.Logging(
                logging.level.name(), logging.format.name().toLowerCase(Locale.ROOT)),
            Drain.of(blueprint.spec()).window(),
            CallerTls.of(blueprint.spec()).configuration())
        .toJson();
  }

  private static OptionalInt clientAuth(Blueprint blueprint) {
    return blueprint.spec().expose.clientAuth.enabled
        ? OptionalInt.of(CLIENT_AUTH_PORT)
        : OptionalInt.empty();
  }
}
