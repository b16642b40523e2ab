package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry.SealedIn;
import io.restproducer.contract.SealedKey;
import io.restproducer.operator.keytable.CertificateSecrets;
import io.restproducer.operator.keytable.Credential;
import io.restproducer.operator.keytable.SealedCredential;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the keys in client certificates are, found by opening each certificate once: what a Secret
 * held at one version never changes. It keeps digests, never a key. Not for use by several threads.
 */
final class OpenedCertificates {
  private Map<String, Optional<SealedCredential>> known = new HashMap<>();
  private Object openedWith = "";

  /** One look at all certificates; what it does not ask for is forgotten. */
  final class Look {
    private final Function<X509Certificate, Optional<ApiKey>> opener;
    private final Map<String, Optional<SealedCredential>> before;
    private final Map<String, Optional<SealedCredential>> seen = new HashMap<>();

    private Look(
        Function<X509Certificate, Optional<ApiKey>> opener,
        Map<String, Optional<SealedCredential>> before) {
      this.opener = opener;
      this.before = before;
      known = seen;
    }

    /** The key in the certificate {@code name} that {@code secret} holds; empty: none opens. */
    Optional<SealedCredential> of(String name, Secret secret) {
      String version =
          secret.getMetadata().getUid() + " " + secret.getMetadata().getResourceVersion();
      Optional<SealedCredential> opened = before.get(version);
      Optional<SealedCredential> now = opened == null ? open(name, secret) : opened;
      seen.put(version, now);
      return now;
    }

    private Optional<SealedCredential> open(String name, Secret secret) {
      return CertificateSecrets.leaf(secret)
          .flatMap(leaf -> opener.apply(leaf).map(key -> sealed(name, secret, leaf, key)));
    }
  }

  /**
   * A look with these keys.
   *
   * @param keys names the keys that {@code opener} opens with; others than before: all is opened
   *     anew
   */
  Look with(Object keys, Function<X509Certificate, Optional<ApiKey>> opener) {
    Look look = new Look(opener, keys.equals(openedWith) ? known : Map.of());
    openedWith = keys;
    return look;
  }

  private static SealedCredential sealed(
      String name, Secret secret, X509Certificate leaf, ApiKey key) {
    return new SealedCredential(
        new Credential(key.id(), key.sha256()),
        new SealedIn(name, SealedKey.pin(leaf.getPublicKey())),
        leaf.getNotAfter().toInstant(),
        CertificateSecrets.endsFormer(secret));
  }
}
