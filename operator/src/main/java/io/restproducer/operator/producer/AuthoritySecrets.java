package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.restproducer.contract.Sha256;
import io.restproducer.crds.RestProducer;
import io.restproducer.operator.pki.InvalidPem;
import io.restproducer.operator.pki.InvalidSealingKeys;
import io.restproducer.operator.pki.KeyRing;
import io.restproducer.operator.reconcile.ForeignObject;
import io.restproducer.operator.reconcile.Secrets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Secrets of authorities: minted where status names none, checked against it otherwise, and
 * never minted again but on request.
 */
final class AuthoritySecrets {
  private AuthoritySecrets() {}

  static <T> FoundAuthority<T> find(RestProducer owner, OwnSecrets secrets, AuthorityKind<T> kind)
      throws ForeignObject, AuthorityMissing {
    Optional<AuthorityNote> noted = AuthorityNote.in(owner.getStatus(), kind.name());
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
  private static <T> FoundAuthority<T> lookAgain(
      RestProducer owner, OwnSecrets secrets, AuthorityKind<T> kind, Optional<AuthorityNote> noted)
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

  private static <T> FoundAuthority<T> found(
      RestProducer owner,
      AuthorityKind<T> kind,
      Optional<Secret> secret,
      Optional<AuthorityNote> noted)
      throws AuthorityMissing {
    String request = Remint.request(owner, kind.name());
    if (secret.isEmpty()) {
      throw AuthorityMissing.absent(kind.name(), request);
    }
    try {
      T material = kind.reading().read(secret.get());
      if (noted.isEmpty()) {
        return new FoundAuthority<>(kind.noting().apply(material), material, false);
      }
      T seen =
          kind.seenAs()
              .as(material, noted.get().inUse())
              .orElseThrow(() -> AuthorityMissing.another(kind.name(), request));
      return new FoundAuthority<>(noted.get(), seen, true);
    } catch (InvalidPem | InvalidSealingKeys e) {
      throw AuthorityMissing.unreadable(kind.name(), e.getMessage(), request);
    }
  }

  private static Secret secret(RestProducer owner, AuthorityKind<?> kind) {
    return new SecretBuilder()
        .withMetadata(new Retention(owner).metadata(kind.name()))
        .withType("Opaque")
        .withData(Secrets.encode(kind.minting().get()))
        .build();
  }

  /** The same of a ring; its Secret then holds no former one that status names no more. */
  static <T extends KeyRing<T>> FoundAuthority<T> kept(
      RestProducer owner, OwnSecrets secrets, AuthorityKind<T> kind)
      throws ForeignObject, AuthorityMissing {
    FoundAuthority<T> found = find(owner, secrets, kind);
    return found.noted()
        ? stored(secrets, found.with(found.material().retaining(found.note().formerKeys())))
        : found;
  }

  /**
   * The same with every former one that status names: one that is gone locks out those who rely on
   * it, as the one in use would. On request to mint anew it is given up, and the others stay.
   */
  static <T extends KeyRing<T>> FoundAuthority<T> complete(
      RestProducer owner, OwnSecrets secrets, AuthorityKind<T> kind)
      throws ForeignObject, AuthorityMissing {
    FoundAuthority<T> found = kept(owner, secrets, kind);
    if (isComplete(found)) {
      return found;
    }
    // The cache may be late.
    FoundAuthority<T> now =
        found(owner, kind, secrets.read(kind.name()), Optional.of(found.note()));
    if (isComplete(now)) {
      return now;
    }
    if (!Remint.isDue(owner, kind.name())) {
      throw AuthorityMissing.incomplete(kind.name(), Remint.request(owner, kind.name()));
    }
    List<Sha256> held = now.material().former();
    return now.noting(
        now.note()
            .withFormer(
                now.note().former().stream().filter(one -> held.contains(one.key())).toList()));
  }

  private static boolean isComplete(FoundAuthority<? extends KeyRing<?>> found) {
    return !found.noted() || found.material().former().containsAll(found.note().formerKeys());
  }

  static <T extends KeyRing<T>> FoundAuthority<T> stored(
      OwnSecrets secrets, FoundAuthority<T> wanted) throws ForeignObject {
    Optional<Secret> present = secrets.find(wanted.name());
    Map<String, String> data = Secrets.encode(wanted.material().content());
    if (present.isPresent() && !data.equals(present.get().getData())) {
      secrets.update(new SecretBuilder(present.get()).withData(data).build());
    }
    return wanted;
  }
}
