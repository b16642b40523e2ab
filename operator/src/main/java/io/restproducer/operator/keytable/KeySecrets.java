package io.restproducer.operator.keytable;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.contract.ApiKey;
import io.restproducer.operator.reconcile.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where the text of a key lies: in Secrets of its own ServiceId and nowhere else. */
public final class KeySecrets {
  /** Data key of the key's text. */
  public static final String API_KEY = "api-key";

  private KeySecrets() {}

  /** The Secret that callers use; there only once every pod knows the key. */
  public static String published(String serviceId) {
    return serviceId + "-api-key";
  }

  /** Where a minted key waits until every pod knows it. */
  public static String next(String serviceId) {
    return serviceId + "-api-key-next";
  }

  /** The key in {@code secret}; empty when there is none or it is no well-formed key. */
  public static Optional<ApiKey> key(Secret secret) {
    return Secrets.bytes(secret, API_KEY)
        .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
        .flatMap(ApiKey::parse);
  }

  /** What the table has to know of the key in {@code secret}. */
  public static Optional<Credential> credential(Secret secret) {
    return key(secret).map(Credential::of);
  }
}
