package io.restproducer.operator.pki;

import io.restproducer.contract.Sha256;
import java.nio.charset.StandardCharsets;

/** Common names within the 64 characters that X.520 allows; cutting keeps them distinct. */
final class CommonName {
  private static final int LIMIT = 64;
  private static final int DIGEST = 8;

  private CommonName() {}

  /**
   * {@code name + suffix}; of a name that is too long the end gives way to digits of its digest.
   */
  static String of(String name, String suffix) {
    if (name.length() + suffix.length() <= LIMIT) {
      return name + suffix;
    }
    String digest = Sha256.of(name.getBytes(StandardCharsets.UTF_8)).hex().substring(0, DIGEST);
    return name.substring(0, LIMIT - suffix.length() - DIGEST - 1) + "-" + digest + suffix;
  }

  /** A name that a client may compare with the host it called: whole, never cut. */
  static String of(ServerNames names) {
    return names.dnsNames().stream()
        .filter(name -> name.length() <= LIMIT)
        .findFirst()
        .or(() -> names.ipAddresses().stream().findFirst())
        .orElse("server");
  }
}
