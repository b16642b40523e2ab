package io.restproducer.cli.cluster;

import io.fabric8.kubernetes.client.Config;
import io.restproducer.cli.host.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/** The cluster that kubectl would talk to, whatever kind of client key the kubeconfig has. */
final class KubeAccess {
  private static final String KUBECONFIG = "kubeconfig";

  private KubeAccess() {}

  static Config config(Optional<Path> kubeconfig, Optional<String> context) {
    kubeconfig.ifPresent(
        file -> {
          if (!Files.isReadable(file)) {
            throw new Failure("cannot read " + file + ": name a kubeconfig with --kubeconfig");
          }
          System.setProperty(KUBECONFIG, file.toString());
        });
    Config config = Config.autoConfigure(context.orElse(null));
    context.ifPresent(
        name -> {
          boolean known =
              config.getContexts() != null
                  && config.getContexts().stream().anyMatch(c -> name.equals(c.getName()));
          if (!known) {
            throw new Failure(
                "the kubeconfig has no context "
                    + name
                    + "; see them with: kubectl config get-contexts");
          }
        });
    // The client library takes every key for RSA unless it is told.
    if (isEllipticCurve(clientKey(config))) {
      config.setClientKeyAlgo("EC");
    }
    config.setRequestRetryBackoffLimit(2);
    return config;
  }

  /** What tells one context of one kubeconfig from another: its name and its server. */
  static String contextKey(Config config) {
    String name =
        config.getCurrentContext() == null ? "in-cluster" : config.getCurrentContext().getName();
    return name + " " + config.getMasterUrl();
  }

  private static boolean isEllipticCurve(String pem) {
    if (pem.contains("BEGIN EC PRIVATE KEY")) {
      return true;
    }
    if (!pem.contains("BEGIN PRIVATE KEY")) {
      return false;
    }
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    try {
      KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
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
      throw new Failure(
          "cannot read the client key of the kubeconfig: " + config.getClientKeyFile(), e);
    }
  }
}
