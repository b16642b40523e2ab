package io.restproducer.operator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** How this process reaches the API server: KUBECONFIG as usual, otherwise as a pod. */
final class ClusterAccess {
  private static final String SEC1 = "-----BEGIN EC PRIVATE KEY-----";
  private static final String PKCS8 = "-----BEGIN PRIVATE KEY-----";

  private ClusterAccess() {}

  static KubernetesClient client() {
    Config config = withKeyAlgorithm(Config.autoConfigure(null));
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /** The client takes every client key for RSA unless it is told. */
  static Config withKeyAlgorithm(Config config) {
    String pem = clientKey(config);
    if (pem.contains(SEC1) || pem.contains(PKCS8) && isEllipticCurve(pem)) {
      config.setClientKeyAlgo("EC");
    }
    return config;
  }

  private static String clientKey(Config config) {
    try {
      if (config.getClientKeyData() != null) {
        byte[] decoded = Base64.getMimeDecoder().decode(config.getClientKeyData());
        return new String(decoded, StandardCharsets.US_ASCII);
      }
      return config.getClientKeyFile() == null
          ? ""
          : Files.readString(Path.of(config.getClientKeyFile()), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException("the client key that the kubeconfig names", e);
    }
  }

  private static boolean isEllipticCurve(String pem) {
    String base64 =
        pem.substring(pem.indexOf(PKCS8) + PKCS8.length(), pem.indexOf("-----END"))
            .replaceAll("\\s", "");
    try {
      KeyFactory.getInstance("EC")
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
