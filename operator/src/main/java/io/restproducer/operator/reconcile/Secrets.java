package io.restproducer.operator.reconcile;

import io.fabric8.kubernetes.api.model.Secret;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Data of Secrets, which the API spells in base64. */
public final class Secrets {
  private Secrets() {}

  /** The bytes under {@code key}; empty when there are none or they are no base64. */
  public static Optional<byte[]> bytes(Secret secret, String key) {
    try {
      return Optional.ofNullable(secret.getData())
          .map(data -> data.get(key))
          .map(Base64.getDecoder()::decode);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** All of its data that is base64. */
  public static Map<String, byte[]> content(Secret secret) {
    Map<String, byte[]> content = new TreeMap<>();
    if (secret.getData() != null) {
      secret
          .getData()
          .keySet()
          .forEach(key -> bytes(secret, key).ifPresent(bytes -> content.put(key, bytes)));
    }
    return content;
  }

  public static Map<String, String> encode(Map<String, byte[]> content) {
    Map<String, String> data = new TreeMap<>();
    content.forEach((key, bytes) -> data.put(key, Base64.getEncoder().encodeToString(bytes)));
    return data;
  }
}
