package io.restproducer.operator;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.SealedKey;
import io.restproducer.contract.SealingKey;
import io.restproducer.operator.keytable.CertificateSecrets;
import io.restproducer.operator.pki.SealingKeys;
import io.restproducer.operator.reconcile.Secrets;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The client certificates of a scene, opened as a runtime opens them. */
record Certificates(Scene scene) {
  static final String MAINFRAME = "checkout-client-cert-mainframe";

  X509Certificate leaf() {
    return leaf(MAINFRAME);
  }

  X509Certificate leaf(String secret) {
    return chain(scene.secret(secret)).get(0);
  }

  /** Who signed the certificate in {@code secret}. */
  X509Certificate authority(String secret) {
    return chain(scene.secret(secret)).get(1);
  }

  static List<X509Certificate> chain(Secret secret) {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(
              new ByteArrayInputStream(
                  Secrets.bytes(secret, CertificateSecrets.CHAIN).orElseThrow()))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The key sealed in a certificate, with the keys that pods mount. */
  ApiKey key(X509Certificate certificate) {
    try {
      List<SealingKey> keys =
          SealingKeys.parse("gateway", Secrets.content(scene.secret("gateway-sealing-keys")))
              .opening();
      return SealedKey.open(certificate, List.of(SealedKey.EXTENSION), keys).orElseThrow();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  ApiKey key() {
    return key(leaf());
  }

  /** The entry of {@code key} in the table of the first pod. */
  Optional<KeyEntry> entry(ApiKey key) {
    return scene.kubelet().runtimes().get(0).table().entries().stream()
        .filter(entry -> entry.id().equals(key.id()))
        .findFirst();
  }

  boolean isKnownToEveryPod(ApiKey key) {
    return scene.kubelet().runtimes().stream().allMatch(pod -> pod.knows(key.id()));
  }

  boolean isKnownToAnyPod(ApiKey key) {
    return scene.kubelet().runtimes().stream().anyMatch(pod -> pod.knows(key.id()));
  }

  /** Ids of all keys for certificates that any pod was ever told of. */
  Set<String> keysEverSeen() {
    return scene.kubelet().runtimes().stream()
        .flatMap(pod -> pod.tables().stream())
        .flatMap(table -> table.entries().stream())
        .filter(entry -> entry.sealedIn().isPresent())
        .map(KeyEntry::id)
        .collect(Collectors.toSet());
  }
}
