package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.contract.Sha256;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.RestProducerStatus;
import io.restproducer.operator.pki.AuthorityRing;
import io.restproducer.operator.pki.CertificateMint;
import io.restproducer.operator.pki.CertifiedKey;
import io.restproducer.operator.pki.ClientIssuer;
import io.restproducer.operator.pki.ClientsAuthority;
import io.restproducer.operator.pki.InvalidPem;
import io.restproducer.operator.pki.InvalidSealingKeys;
import io.restproducer.operator.pki.KeyAlgorithm;
import io.restproducer.operator.pki.KeyRing;
import io.restproducer.operator.pki.SealingKeys;
import io.restproducer.operator.pki.ServerAuthority;
import io.restproducer.operator.pki.TableSigner;
import io.restproducer.operator.reconcile.ForeignObject;
import io.restproducer.operator.reconcile.Secrets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The keys of a RestProducer that others rely on for years. Each is minted once, and used only
 * after its fingerprint stands in status; one that is missing then is never minted again by itself.
 */
final class Authorities {
  private static final String SIGNER_PRIVATE = "ed25519.key";
  private static final String SIGNER_PUBLIC = "ed25519.pub";

  private final CertificateMint mint;
  private final SecureRandom random;

  Authorities(CertificateMint mint, SecureRandom random) {
    this.mint = mint;
    this.random = random;
  }

  FoundAuthority<AuthorityRing> serverAuthority(RestProducer owner, OwnSecrets secrets)
      throws ForeignObject, AuthorityMissing {
    return AuthoritySecrets.kept(
        owner,
        secrets,
        authority(
            owner,
            new ProducerNames(owner.getMetadata().getName()).serverAuthority(),
            RotationRequest.namesServerAuthority(owner),
            mint::serverAuthority,
            ServerAuthority::parse));
  }

  /** With a successor that nobody has been told of yet. */
  FoundAuthority<AuthorityRing> withNextServerAuthority(
      RestProducer owner, OwnSecrets secrets, FoundAuthority<AuthorityRing> found)
      throws ForeignObject {
    return withNext(owner, secrets, found, mint::serverAuthority);
  }

  FoundAuthority<AuthorityRing> clientsAuthority(RestProducer owner, OwnSecrets secrets)
      throws ForeignObject, AuthorityMissing {
    return AuthoritySecrets.complete(
        owner,
        secrets,
        authority(
            owner,
            new ProducerNames(owner.getMetadata().getName()).clientsAuthority(),
            RotationRequest.namesClientsAuthority(owner),
            mint::clientsAuthority,
            ClientsAuthority::parse));
  }

  /** With a successor that nobody has been told of yet. */
  FoundAuthority<AuthorityRing> withNextClientsAuthority(
      RestProducer owner, OwnSecrets secrets, FoundAuthority<AuthorityRing> found)
      throws ForeignObject {
    return withNext(owner, secrets, found, mint::clientsAuthority);
  }

  /** Makes the authority of that generation, the first being 1. */
  private interface Minting {
    CertifiedKey authority(String producer, int generation, KeyAlgorithm algorithm);
  }

  /** Reads an authority of {@code producer}; fails for one of another. */
  private interface Parsing {
    CertifiedKey authority(String producer, byte[] certificate, byte[] privateKey)
        throws InvalidPem;
  }

  private static AuthorityKind<AuthorityRing> authority(
      RestProducer owner, String name, boolean asked, Minting minting, Parsing parsing) {
    String producer = owner.getMetadata().getName();
    return ring(
        name,
        asked,
        () -> AuthorityRing.of(minting.authority(producer, 1, algorithm(owner))),
        secret ->
            AuthorityRing.parse(
                Secrets.content(secret), (pem, key) -> parsing.authority(producer, pem, key)));
  }

  private static FoundAuthority<AuthorityRing> withNext(
      RestProducer owner, OwnSecrets secrets, FoundAuthority<AuthorityRing> found, Minting minting)
      throws ForeignObject {
    AuthorityRing ring = found.material();
    CertifiedKey next =
        minting.authority(owner.getMetadata().getName(), ring.nextGeneration(), algorithm(owner));
    return AuthoritySecrets.stored(secrets, found.with(ring.withNext(next)));
  }

  private static KeyAlgorithm algorithm(RestProducer owner) {
    return CallerTls.of(owner.getSpec()).algorithm();
  }

  FoundAuthority<SealingKeys> sealingKeys(RestProducer owner, OwnSecrets secrets)
      throws ForeignObject, AuthorityMissing {
    String producer = owner.getMetadata().getName();
    return AuthoritySecrets.complete(
        owner,
        secrets,
        ring(
            new ProducerNames(producer).sealingKeys(),
            RotationRequest.namesSealingKeys(owner),
            () -> SealingKeys.mint(producer, random),
            secret -> SealingKeys.parse(producer, Secrets.content(secret))));
  }

  /** With a successor, unless every name for one is taken by a key that still opens something. */
  FoundAuthority<SealingKeys> withNextSealingKey(
      RestProducer owner, OwnSecrets secrets, FoundAuthority<SealingKeys> found)
      throws ForeignObject {
    Optional<SealingKeys> more = found.material().withNext(owner.getMetadata().getName(), random);
    return more.isPresent() ? AuthoritySecrets.stored(secrets, found.with(more.get())) : found;
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
        .flatMap(
            keys ->
                AuthorityNote.in(owner.getStatus(), name)
                    .flatMap(note -> seenAs(keys, note.inUse())));
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

  FoundAuthority<TableSigner> tableSigner(RestProducer owner, OwnSecrets secrets)
      throws ForeignObject, AuthorityMissing {
    String name = new ProducerNames(owner.getMetadata().getName()).tableSigner();
    return AuthoritySecrets.find(
        owner,
        secrets,
        new AuthorityKind<>(
            name,
            () -> content(TableSigner.mint(random)),
            secret -> TableSigner.parse(data(secret, SIGNER_PRIVATE), data(secret, SIGNER_PUBLIC)),
            read -> AuthorityNote.first(name, read.fingerprint()),
            (read, inUse) -> Optional.of(read).filter(it -> it.fingerprint().equals(inUse))));
  }

  private static <T extends KeyRing<T>> AuthorityKind<T> ring(
      String name, boolean asked, Supplier<T> first, AuthorityKind.Reading<T> reading) {
    return new AuthorityKind<>(
        name,
        () -> first.get().content(),
        reading,
        ring -> Rotation.first(name, ring, asked),
        Authorities::seenAs);
  }

  /** Status may name the next one as the one in use already: then it is. */
  private static <T extends KeyRing<T>> Optional<T> seenAs(T ring, Sha256 inUse) {
    if (ring.fingerprint().equals(inUse)) {
      return Optional.of(ring);
    }
    return ring.next().filter(inUse::equals).map(next -> ring.promoted());
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
                AuthorityNote.in(status, authority.name)
                    .filter(note -> note.inUse().hex().equals(authority.sha256))
                    .isPresent());
  }

  static List<RestProducerStatus.Authority> status(List<? extends FoundAuthority<?>> found) {
    return found.stream().map(one -> one.note().toStatus()).toList();
  }
}
