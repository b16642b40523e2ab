package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.restproducer.operator.reconcile.Ownership;
import io.restproducer.operator.reconcile.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The authorities that callers trust, as a Secret and as a ConfigMap, and those that the pods trust
 * to sign client certificates. Certificates, no keys.
 */
final class AuthorityBundle {
  static final String KEY = "ca.crt";

  private AuthorityBundle() {}

  static Secret secret(Blueprint blueprint, byte[] pem) {
    return secret(blueprint, blueprint.names().authorityBundle(), pem);
  }

  /** For the pods alone. */
  static Secret clientsTrust(Blueprint blueprint, byte[] pem) {
    return secret(blueprint, blueprint.names().clientsTrust(), pem);
  }

  private static Secret secret(Blueprint blueprint, String name, byte[] pem) {
    return new SecretBuilder()
        .withMetadata(metadata(blueprint, name))
        .withType("Opaque")
        .withData(Secrets.encode(Map.of(KEY, pem)))
        .build();
  }

  static ConfigMap configMap(Blueprint blueprint, byte[] pem) {
    return new ConfigMapBuilder()
        .withMetadata(metadata(blueprint, blueprint.names().authorityBundle()))
        .withData(Map.of(KEY, new String(pem, StandardCharsets.US_ASCII)))
        .build();
  }

  private static ObjectMeta metadata(Blueprint blueprint, String name) {
    return Ownership.child(blueprint.producer(), name, blueprint.labels());
  }
}
