package io.restproducer.quickstart;

import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The API keys and private keys that Secrets hold. */
final class SecretValues {
  private static final String API_KEY = "rpk_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}";

  private SecretValues() {}

  static Set<String> in(List<Secret> secrets) {
    Set<String> values = new HashSet<>();
    for (Secret secret : secrets) {
      for (String encoded : secret.getData().values()) {
        String value = new String(Base64.getDecoder().decode(encoded), StandardCharsets.ISO_8859_1);
        if (isApiKey(value) || value.contains("PRIVATE KEY")) {
          values.add(value);
        }
      }
    }
    return values;
  }

  static boolean isApiKey(String value) {
    return value.matches(API_KEY);
  }
}
