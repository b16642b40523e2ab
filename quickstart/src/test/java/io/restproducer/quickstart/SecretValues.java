package io.restproducer.quickstart;

import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The API keys, private keys and passwords of key stores that Secrets hold. */
final class SecretValues {
  private static final String API_KEY = "rpk_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}";

  private static final String STORE_PASSWORD = "password";

  private SecretValues() {}

  static Set<String> in(List<Secret> secrets) {
    Set<String> values = new HashSet<>();
    for (Secret secret : secrets) {
      secret
          .getData()
          .forEach(
              (entry, encoded) -> {
                String value =
                    new String(Base64.getDecoder().decode(encoded), StandardCharsets.ISO_8859_1);
                if (isApiKey(value)
                    || value.contains("PRIVATE KEY")
                    || entry.equals(STORE_PASSWORD)) {
                  values.add(value);
                }
              });
    }
    return values;
  }

  static boolean isApiKey(String value) {
    return value.matches(API_KEY);
  }
}
