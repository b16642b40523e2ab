package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.restproducer.contract.Sha256;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.RestProducerStatus;
import io.restproducer.operator.pki.CertificateMint;
import io.restproducer.operator.pki.CertifiedKey;
import io.restproducer.operator.pki.InvalidPem;
import io.restproducer.operator.pki.KeyAlgorithm;
import io.restproducer.operator.pki.TableSigner;
import io.restproducer.operator.reconcile.ForeignObject;
import io.restproducer.operator.reconcile.Ownership;
import io.restproducer.operator.reconcile.Secrets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The keys of a RestProducer that others rely on for years. Each is minted once, and used only
 * after its fingerprint stands in status; one that is missing then is never minted again by itself.
 */
final class Authorities {
  private static final String CERTIFICATE = "tls.crt";
  private static final String PRIVATE_KEY = "tls.key";
  private static final String SIGNER_PRIVATE = "ed25519.key";
  private static final String SIGNER_PUBLIC = "ed25519.pub";

  private final CertificateMint mint;
  private final SecureRandom random;

  Authorities(CertificateMint mint, SecureRandom random) {
    this.mint = mint;
    this.random = random;
  }

  /**
   * One authority as it was found.
   *
   * @param noted whether status already names its fingerprint
   */
  record Found<T>(String name, T material, Sha256 fingerprint, boolean noted) {}

  private interface Reading<T> {
    T read(Secret secret) throws InvalidPem;
  }

  Found<CertifiedKey> serverAuthority(RestProducer owner, OwnSecrets secrets)
      throws ForeignObject, AuthorityMissing {
    String name = new ProducerNames(owner.getMetadata().getName()).serverAuthority();
    return find(
        owner,
        secrets,
        name,
        () -> content(mint.serverAuthority(owner.getMetadata().getName(), 1, KeyAlgorithm.RSA)),
        secret -> CertifiedKey.parse(data(secret, CERTIFICATE), data(secret, PRIVATE_KEY)),
        CertifiedKey::fingerprint);
  }

  Found<TableSigner> tableSigner(RestProducer owner, OwnSecrets secrets)
      throws ForeignObject, AuthorityMissing {
    String name = new ProducerNames(owner.getMetadata().getName()).tableSigner();
    return find(
        owner,
        secrets,
        name,
        () -> content(TableSigner.mint(random)),
        secret -> TableSigner.parse(data(secret, SIGNER_PRIVATE), data(secret, SIGNER_PUBLIC)),
        TableSigner::fingerprint);
  }

  private <T> Found<T> find(
      RestProducer owner,
      OwnSecrets secrets,
      String name,
      Supplier<Map<String, byte[]>> minting,
      Reading<T> reading,
      Function<T, Sha256> fingerprint)
      throws ForeignObject, AuthorityMissing {
    Optional<Sha256> noted = noted(owner.getStatus(), name);
    Optional<Secret> present = secrets.find(name);
    if (present.isEmpty() && noted.isPresent()) {
      throw AuthorityMissing.absent(name);
    }
    Secret secret =
        present.isPresent()
            ? present.get()
            : secrets.createOrRead(secret(owner, name, minting.get()));
    return found(name, secret, reading, fingerprint, noted);
  }

  private static <T> Found<T> found(
      String name,
      Secret secret,
      Reading<T> reading,
      Function<T, Sha256> fingerprint,
      Optional<Sha256> noted)
      throws AuthorityMissing {
    try {
      T material = reading.read(secret);
      Sha256 actual = fingerprint.apply(material);
      if (noted.isPresent() && !noted.get().equals(actual)) {
        throw AuthorityMissing.another(name);
      }
      return new Found<>(name, material, actual, noted.isPresent());
    } catch (InvalidPem e) {
      throw AuthorityMissing.unreadable(name, e.getMessage());
    }
  }

  private static Optional<Sha256> noted(RestProducerStatus status, String name) {
    return status == null || status.authorities == null
        ? Optional.empty()
        : status.authorities.stream()
            .filter(authority -> name.equals(authority.name))
            .map(authority -> Sha256.parse(authority.sha256))
            .findFirst();
  }

  private static Secret secret(RestProducer owner, String name, Map<String, byte[]> content) {
    Blueprint blueprint = new Blueprint(owner, "", "");
    return new SecretBuilder()
        .withMetadata(Ownership.child(owner, name, blueprint.labels()))
        .withType("Opaque")
        .withData(Secrets.encode(content))
        .build();
  }

  private static Map<String, byte[]> content(CertifiedKey authority) {
    return Map.of(CERTIFICATE, authority.certificatePem(), PRIVATE_KEY, authority.privateKeyPem());
  }

  private static Map<String, byte[]> content(TableSigner signer) {
    return Map.of(SIGNER_PRIVATE, signer.privateKeyPem(), SIGNER_PUBLIC, signer.publicKeyPem());
  }

  private static byte[] data(Secret secret, String key) {
    return Secrets.bytes(secret, key).orElse(new byte[0]);
  }

  static List<RestProducerStatus.Authority> status(List<? extends Found<?>> found) {
    return found.stream().map(Authorities::status).toList();
  }

  private static RestProducerStatus.Authority status(Found<?> found) {
    RestProducerStatus.Authority authority = new RestProducerStatus.Authority();
    authority.name = found.name();
    authority.sha256 = found.fingerprint().hex();
    return authority;
  }
}
