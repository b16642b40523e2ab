package io.restproducer.operator;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.operator.reconcile.Secrets;
import java.nio.charset.StandardCharsets;

/** Texts in Secrets, for assertions. */
final class KeySecretText {
  private KeySecretText() {}

  static String of(Secret secret, String key) {
    return new String(Secrets.bytes(secret, key).orElseThrow(), StandardCharsets.UTF_8);
  }
}
