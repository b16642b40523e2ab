package io.restproducer.operator.serviceid;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.crds.ServiceId;
import io.restproducer.operator.keytable.CertificateSecrets;
import io.restproducer.operator.reconcile.EventLog;
import io.restproducer.operator.reconcile.Reason;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** Tells people what became of a client certificate, and how to fetch it. Names and dates only. */
final class CertificateEvents {
  private final EventLog events;
  private final ServiceId owner;

  CertificateEvents(EventLog events, ServiceId owner) {
    this.events = events;
    this.owner = owner;
  }

  /**
   * {@code published} holds another certificate than before.
   *
   * @param former what it held before; it works on for a while
   * @param endsFormer whether the former one works no more than 24 h longer
   */
  void issued(
      WantedCertificate wanted,
      Secret published,
      Optional<X509Certificate> former,
      boolean endsFormer) {
    String secret = published.getMetadata().getName();
    String until = CertificateSecrets.leaf(published).map(CertificateEvents::end).orElse("unknown");
    if (former.isEmpty()) {
      events.normal(
          owner,
          Reason.ISSUED,
          "client certificate %s is in Secret %s, valid until %s"
              .formatted(wanted.name(), secret, until));
      return;
    }
    events.normal(
        owner,
        Reason.CERTIFICATE_RENEWED,
        "client certificate %s was made anew, valid until %s; the former one works %s. Fetch it: kubectl -n %s get secret %s -o go-template='{{index .data \"tls.crt\" | base64decode}}'"
            .formatted(
                wanted.name(),
                until,
                endsFormer ? "24 hours longer" : "until " + end(former.get()),
                published.getMetadata().getNamespace(),
                secret));
  }

  /** {@code secret} came back from a back-up. */
  void adopted(String certificate, Optional<String> keyId, Secret secret) {
    events.normal(
        owner,
        Reason.ADOPTED,
        "client certificate %s with key %s came back in Secret %s and is used again"
            .formatted(certificate, keyId.orElse("?"), secret.getMetadata().getName()));
  }

  private static String end(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant().toString();
  }
}
