package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.operator.keytable.Grant;
import io.restproducer.operator.reconcile.Component;
import io.restproducer.operator.reconcile.Secrets;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * When certificates in Secrets of ServiceIds end: those that no key table names, too. Anybody can
 * write a Secret with our labels; what counts belongs to a ServiceId that is let in, or comes back
 * to one from a back-up. Pure.
 */
final class CertificateEnds {
  private static final String INFIX = "-client-cert-";

  private CertificateEnds() {}

  /**
   * The last end of all; empty: there is no certificate. Reads each: not for every pass.
   *
   * @param letIn every ServiceId that may use the RestProducer
   */
  static Optional<Instant> last(Collection<Secret> secrets, Collection<Grant> letIn) {
    Set<String> owners = new HashSet<>();
    letIn.forEach(
        grant -> {
          owners.add(owner(grant.serviceId().namespace(), "uid", grant.serviceId().uid()));
          owners.add(owner(grant.serviceId().namespace(), "name", grant.serviceId().name()));
        });
    return secrets.stream()
        .filter(secret -> owners.contains(owner(secret)))
        .filter(secret -> secret.getMetadata().getName().contains(INFIX))
        .flatMap(secret -> Secrets.bytes(secret, RuntimeVolumes.CERTIFICATE_KEY).stream())
        .flatMap(CertificateEnds::end)
        .max(Instant::compareTo);
  }

  /** Its controller, or where it has no owner the ServiceId that it names. */
  private static String owner(Secret secret) {
    ObjectMeta metadata = secret.getMetadata();
    return metadata.getOwnerReferences().isEmpty()
        ? owner(metadata.getNamespace(), "name", Component.instance(metadata.getLabels()))
        : owner(metadata.getNamespace(), "uid", Grants.controller(secret));
  }

  private static String owner(String namespace, String kind, String text) {
    return String.join("/", namespace, kind, text);
  }

  private static Stream<Instant> end(byte[] pem) {
    try {
      X509Certificate leaf =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(pem));
      return Stream.of(leaf.getNotAfter().toInstant());
    } catch (CertificateException e) {
      return Stream.empty();
    }
  }
}
