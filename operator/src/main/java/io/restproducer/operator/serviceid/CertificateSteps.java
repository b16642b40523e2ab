package io.restproducer.operator.serviceid;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.restproducer.contract.ApiKey;
import io.restproducer.operator.keytable.CertificateSecrets;
import io.restproducer.operator.reconcile.ForeignObject;
import io.restproducer.operator.reconcile.GeneratedSecrets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * The life of one client certificate, step by step. The process may die between any two of them:
 *
 * <pre>
 *   nothing ─▶ certificate in next ─▶ its key in the table, known to every pod ─▶ in both ─▶ published
 * </pre>
 *
 * Its authority and the key that seals have to be known to every pod as well, which they are unless
 * they were minted anew just now.
 *
 * <p>The text of its key is in the memory of one pass and nowhere else: whoever needs it opens the
 * certificate. One is made only after the server itself has said that it is needed.
 */
final class CertificateSteps {
  private final Issuing issuing;
  private final WantedCertificate wanted;
  private final CertificateDue due;
  private final CertificateSecret names;
  private final GeneratedSecrets secrets;
  private final CertificateContent content;
  private final SecureRandom random;
  private final CertificateEvents events;

  CertificateSteps(
      Issuing issuing,
      WantedCertificate wanted,
      KubernetesClient client,
      SecureRandom random,
      CertificateEvents events) {
    this.issuing = issuing;
    this.wanted = wanted;
    this.due = new CertificateDue(issuing, wanted);
    this.names = new CertificateSecret(issuing.owner(), wanted.name());
    this.secrets =
        new GeneratedSecrets(issuing.owner(), secret -> issuing.isOf(names, secret), client);
    this.content = new CertificateContent(issuing, random);
    this.random = random;
    this.events = events;
  }

  /** As many steps as can be taken now. */
  HeldCertificate advance(HeldCertificate cached) throws ForeignObject {
    HeldCertificate held = adopt(cached);
    if (held.next().isPresent() && due.isDue(held.next())) {
      secrets.delete(held.next().get());
      held = held.withoutNext();
    }
    if (held.next().isEmpty() && due.isDue(held.published())) {
      held = stage();
    }
    if (held.next().filter(issuing::isTaken).isPresent()) {
      held = publish(held);
    }
    return refresh(held);
  }

  /**
   * Takes in what comes back from a back-up. That is what callers have: what waits in its stead is
   * nobody's yet and goes, and so does what waited when the back-up was made.
   */
  HeldCertificate adopt(HeldCertificate held) throws ForeignObject {
    if (held.published().filter(issuing::isUnowned).isPresent()) {
      held.next().ifPresent(secrets::delete);
      return new HeldCertificate(adopted(held.published().get()), Optional.empty());
    }
    Optional<Secret> back = held.next().filter(issuing::isUnowned);
    if (back.isPresent() && held.published().isPresent()) {
      secrets.delete(back.get());
      return held.withoutNext();
    }
    return back.isPresent() ? new HeldCertificate(held.published(), adopted(back.get())) : held;
  }

  /** The cache may be late: adopted is what the server holds now. */
  private Optional<Secret> adopted(Secret cached) throws ForeignObject {
    Optional<Secret> now = secrets.read(cached.getMetadata().getName());
    if (now.filter(issuing::isUnowned).isEmpty()) {
      return now;
    }
    Secret adopted = secrets.update(names.owned(now.get()));
    events.adopted(wanted.name(), issuing.keyId(adopted), adopted);
    return Optional.of(adopted);
  }

  /** The cache may be late here, too: nothing is made in the place of what is there already. */
  private HeldCertificate stage() throws ForeignObject {
    HeldCertificate found = adopt(stored());
    if (found.next().isPresent() || !due.isDue(found.published())) {
      return found;
    }
    boolean endsFormer = found.published().filter(due::isOfAnotherRequest).isPresent();
    Secret made = names.next(content.make(wanted, ApiKey.mint(random)), endsFormer);
    if (due.isDue(Optional.of(made))) {
      // It would be made again and again, as fast as the API server takes it.
      throw new IllegalStateException(
          "client certificate " + wanted.name() + " was made and is not what was asked for");
    }
    return found.withNext(secrets.createOrRead(made));
  }

  /**
   * What is there now decides, not a cache: a process that was halted for long must not bring a
   * former certificate back. The published one is read first, and changed only if it still is the
   * same.
   */
  private HeldCertificate publish(HeldCertificate known) throws ForeignObject {
    HeldCertificate held = adopt(stored());
    if (held.nextLeaf().isEmpty() || !held.nextLeaf().equals(known.nextLeaf())) {
      return held;
    }
    Secret next = held.next().orElseThrow();
    Optional<Secret> present = held.published();
    Optional<X509Certificate> former = held.publishedLeaf();
    boolean there = former.equals(held.nextLeaf());
    X509Certificate signer = content.signer(next).orElseThrow();
    Secret published =
        there ? present.get() : write(present, content.published(names, next, signer, present));
    secrets.delete(next);
    if (!there) {
      events.issued(wanted, published, former, CertificateSecrets.endsFormer(next));
    }
    return held.withPublished(published).withoutNext();
  }

  /** As the server itself says. */
  private HeldCertificate stored() throws ForeignObject {
    Optional<Secret> published = secrets.read(names.publishedName());
    return new HeldCertificate(published, secrets.read(names.nextName()));
  }

  private Secret write(Optional<Secret> present, Secret secret) throws ForeignObject {
    return present.isPresent()
        ? secrets.update(CertificateSecret.changed(present.get(), secret))
        : secrets.createOrRead(secret);
  }

  /**
   * Puts right what was changed by hand. The chain of one whose authority is not known any more is
   * left as it is: it is due, and its successor on the way.
   */
  private HeldCertificate refresh(HeldCertificate held) {
    Optional<X509Certificate> signer = held.published().flatMap(content::signer);
    if (signer.isEmpty()) {
      return held;
    }
    Secret present = held.published().orElseThrow();
    Secret whole = content.published(names, present, signer.get(), held.published());
    return CertificateSecret.isCurrent(present, whole)
        ? held
        : held.withPublished(secrets.update(CertificateSecret.changed(present, whole)));
  }
}
