package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.restproducer.contract.Sha256;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.RestProducerStatus;
import io.restproducer.operator.pki.CertificateMint;
import io.restproducer.operator.pki.CertifiedKey;
import io.restproducer.operator.pki.ClientIssuer;
import io.restproducer.operator.pki.ClientsAuthority;
import io.restproducer.operator.pki.InvalidPem;
import io.restproducer.operator.pki.InvalidSealingKeys;
import io.restproducer.operator.pki.KeyAlgorithm;
import io.restproducer.operator.pki.SealingKeys;
import io.restproducer.operator.pki.ServerAuthority;
import io.restproducer.operator.pki.TableSigner;
import io.restproducer.operator.reconcile.ForeignObject;
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
    T read(Secret secret) throws InvalidPem, InvalidSealingKeys;
  }

  /** How one kind of authority is made, read and told from others. */
  private record Kind<T>(
      String name,
      Supplier<Map<String, byte[]>> minting,
      Reading<T> reading,
      Function<T, Sha256> fingerprint) {}

  Found<CertifiedKey> serverAuthority(RestProducer owner, OwnSecrets secrets)
      throws ForeignObject, AuthorityMissing {
    String producer = owner.getMetadata().getName();
    return find(
        owner,
        secrets,
        new Kind<>(
            new ProducerNames(producer).serverAuthority(),
            () -> content(mint.serverAuthority(producer, 1, KeyAlgorithm.RSA)),
            secret ->
                ServerAuthority.parse(
                    producer, data(secret, CERTIFICATE), data(secret, PRIVATE_KEY)),
            CertifiedKey::fingerprint));
  }

  Found<CertifiedKey> clientsAuthority(RestProducer owner, OwnSecrets secrets)
      throws ForeignObject, AuthorityMissing {
    String producer = owner.getMetadata().getName();
    return find(
        owner,
        secrets,
        new Kind<>(
            new ProducerNames(producer).clientsAuthority(),
            () -> content(mint.clientsAuthority(producer, 1, KeyAlgorithm.RSA)),
            secret ->
                ClientsAuthority.parse(
                    producer, data(secret, CERTIFICATE), data(secret, PRIVATE_KEY)),
            CertifiedKey::fingerprint));
  }

  Found<SealingKeys> sealingKeys(RestProducer owner, OwnSecrets secrets)
      throws ForeignObject, AuthorityMissing {
    String producer = owner.getMetadata().getName();
    return find(
        owner,
        secrets,
        new Kind<>(
            new ProducerNames(producer).sealingKeys(),
            () -> SealingKeys.mint(producer, random).content(),
            secret -> SealingKeys.parse(producer, Secrets.content(secret)),
            SealingKeys::fingerprint));
  }

  /**
   * The sealing keys as far as they may be used without another look: those that the cache holds
   * and status names. Nothing is minted for them.
   */
  Optional<SealingKeys> knownSealingKeys(RestProducer owner, OwnSecrets secrets) {
    String name = new ProducerNames(owner.getMetadata().getName()).sealingKeys();
    return secrets
        .cached(name)
        .flatMap(secret -> readable(owner.getMetadata().getName(), secret))
        .filter(
            keys -> noted(owner.getStatus(), name).filter(keys.fingerprint()::equals).isPresent());
  }

  private static Optional<SealingKeys> readable(String producer, Secret secret) {
    try {
      return Optional.of(SealingKeys.parse(producer, Secrets.content(secret)));
    } catch (InvalidSealingKeys e) {
      return Optional.empty();
    }
  }

  /** Signs with {@code authority} and seals with the current one of {@code sealing}. */
  ClientIssuer clientIssuer(CertifiedKey authority, SealingKeys sealing) {
    return new ClientIssuer(authority, sealing.current(), sealing.opening(), mint, random);
  }

  Found<TableSigner> tableSigner(RestProducer owner, OwnSecrets secrets)
      throws ForeignObject, AuthorityMissing {
    return find(
        owner,
        secrets,
        new Kind<>(
            new ProducerNames(owner.getMetadata().getName()).tableSigner(),
            () -> content(TableSigner.mint(random)),
            secret -> TableSigner.parse(data(secret, SIGNER_PRIVATE), data(secret, SIGNER_PUBLIC)),
            TableSigner::fingerprint));
  }

  private <T> Found<T> find(RestProducer owner, OwnSecrets secrets, Kind<T> kind)
      throws ForeignObject, AuthorityMissing {
    Optional<Sha256> noted = noted(owner.getStatus(), kind.name());
    Optional<Secret> present = secrets.find(kind.name());
    if (present.isEmpty() && noted.isEmpty()) {
      Secret made = secrets.createOrRead(secret(owner, kind));
      return found(owner, kind, Optional.of(made), noted);
    }
    try {
      return found(owner, kind, present, noted);
    } catch (AuthorityMissing e) {
      return lookAgain(owner, secrets, kind, noted);
    }
  }

  /** The cache may be late: only what the server itself holds is missing, or minted anew. */
  private <T> Found<T> lookAgain(
      RestProducer owner, OwnSecrets secrets, Kind<T> kind, Optional<Sha256> noted)
      throws ForeignObject, AuthorityMissing {
    Optional<Secret> present = secrets.read(kind.name());
    try {
      return found(owner, kind, present, noted);
    } catch (AuthorityMissing e) {
      if (!Remint.isDue(owner, kind.name())) {
        throw e;
      }
      Secret minted = reminted(secrets, present, secret(owner, kind));
      return found(owner, kind, Optional.of(minted), Optional.empty());
    }
  }

  private static Secret reminted(OwnSecrets secrets, Optional<Secret> present, Secret wanted)
      throws ForeignObject {
    Secret written =
        present.isPresent()
            ? secrets.update(new SecretBuilder(present.get()).withData(wanted.getData()).build())
            : secrets.createOrRead(wanted);
    if (!wanted.getData().equals(written.getData())) {
      throw new IllegalStateException(
          "Secret %s appeared while it was being minted anew"
              .formatted(wanted.getMetadata().getName()));
    }
    return written;
  }

  private static <T> Found<T> found(
      RestProducer owner, Kind<T> kind, Optional<Secret> secret, Optional<Sha256> noted)
      throws AuthorityMissing {
    String request = Remint.request(owner, kind.name());
    if (secret.isEmpty()) {
      throw AuthorityMissing.absent(kind.name(), request);
    }
    try {
      T material = kind.reading().read(secret.get());
      Sha256 actual = kind.fingerprint().apply(material);
      if (noted.isPresent() && !noted.get().equals(actual)) {
        throw AuthorityMissing.another(kind.name(), request);
      }
      return new Found<>(kind.name(), material, actual, noted.isPresent());
    } catch (InvalidPem | InvalidSealingKeys e) {
      throw AuthorityMissing.unreadable(kind.name(), e.getMessage(), request);
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

  private static Secret secret(RestProducer owner, Kind<?> kind) {
    return new SecretBuilder()
        .withMetadata(new Retention(owner).metadata(kind.name()))
        .withType("Opaque")
        .withData(Secrets.encode(kind.minting().get()))
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

  /** Whether {@code status} names every one that was found. */
  static boolean areNoted(List<RestProducerStatus.Authority> found, RestProducerStatus status) {
    return found.stream()
        .allMatch(
            authority ->
                noted(status, authority.name)
                    .filter(Sha256.parse(authority.sha256)::equals)
                    .isPresent());
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
