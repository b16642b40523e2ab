package io.restproducer.operator.producer;

import io.restproducer.operator.pki.CertifiedKey;
import io.restproducer.operator.reconcile.ConditionType;
import io.restproducer.operator.reconcile.Finding;
import io.restproducer.operator.reconcile.ForeignObject;
import io.restproducer.operator.reconcile.Secrets;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * Which certificate pods present, one that is made here or the user's own, and who vouches for it.
 */
final class Presentation {
  private final ServerTls serverTls;

  Presentation(ServerTls serverTls) {
    this.serverTls = serverTls;
  }

  /** What pods present; where what is wanted cannot be had, what they presented last. */
  void settle(ProducerFlow.Start start, CertifiedKey authority, Picture.Sketch sketch)
      throws ForeignObject {
    Blueprint blueprint = start.blueprint();
    try {
      sketch.certificate = Optional.of(wanted(start, authority, sketch));
    } catch (UnusableSecret e) {
      sketch.unusableCertificate =
          Optional.of(Finding.no(ConditionType.CERTIFICATES_READY, e.reason(), e.getMessage()));
      sketch.certificate = serverTls.stored(blueprint, start.secrets());
    }
    sketch.certificate.ifPresent(start.desk()::serverCertificate);
    // What pods present now would not do with what they are to be told.
    sketch.refusal = sketch.certificate.flatMap(CallerTls.of(blueprint.spec())::unfit);
  }

  private X509Certificate wanted(
      ProducerFlow.Start start, CertifiedKey authority, Picture.Sketch sketch)
      throws ForeignObject, UnusableSecret {
    Blueprint blueprint = start.blueprint();
    Optional<String> brought = CallerTls.of(blueprint.spec()).broughtSecret();
    if (brought.isEmpty()) {
      return serverTls.keep(blueprint, authority, start.secrets());
    }
    BroughtTls usable = BroughtTls.read(blueprint, brought.get(), start.userSecrets(), start.now());
    sketch.brought = Optional.of(usable);
    return serverTls.bring(blueprint, usable, start.secrets());
  }

  /** What callers have to trust; {@code own} where the certificate is made here. */
  byte[] bundle(ProducerFlow.Start start, Picture.Sketch sketch, byte[] own) throws ForeignObject {
    if (sketch.brought.isPresent()) {
      return sketch.brought.get().authorities();
    }
    return CallerTls.of(start.blueprint().spec()).broughtSecret().isPresent()
        ? start
            .secrets()
            .find(start.blueprint().names().authorityBundle())
            .flatMap(last -> Secrets.bytes(last, AuthorityBundle.KEY))
            .orElse(own)
        : own;
  }
}
