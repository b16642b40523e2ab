package io.restproducer.dev.kubernetes;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** A client configuration from a user's kubeconfig, whatever kind of client key is in it. */
public final class ClusterAccess {
  private ClusterAccess() {}

  /** The cluster of a kubeconfig's current context. */
  public static Config of(Path kubeconfig) {
    return withKeyAlgorithm(Config.fromKubeconfig(kubeconfig.toFile()));
  }

  /** The cluster that kubectl would talk to: KUBECONFIG, else the kubeconfig at home. */
  public static Config current() {
    return withKeyAlgorithm(Config.autoConfigure(null));
  }

  private static Config withKeyAlgorithm(Config config) {
    if (isEllipticCurve(clientKey(config))) {
      config.setClientKeyAlgo("EC");
    }
    return config;
  }

  /** The client library takes every key for RSA unless it is told. */
  static boolean isEllipticCurve(String pem) {
    if (pem.contains("BEGIN EC PRIVATE KEY")) {
      return true;
    }
    if (!pem.contains("BEGIN PRIVATE KEY")) {
      return false;
    }
    String body = pem.replaceAll("-----[A-Z ]+-----", "");
    try {
      KeyFactory.getInstance("EC")
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body)));
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String clientKey(Config config) {
    if (config.getClientKeyData() != null) {
      return new String(
          Base64.getMimeDecoder().decode(config.getClientKeyData()), StandardCharsets.UTF_8);
    }
    if (config.getClientKeyFile() == null) {
      return "";
    }
    try {
      return Files.readString(Path.of(config.getClientKeyFile()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the client key " + config.getClientKeyFile(), e);
    }
  }
}
