package io.restproducer.operator.serviceid;

import io.restproducer.crds.ServiceIdStatus;
import io.restproducer.operator.pki.ClientCertificate;
import io.restproducer.operator.serviceid.CertificateOutcome.Published;
import java.security.cert.X509Certificate;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The client certificates in a status. Pure; public parts only. */
final class StatusOfCertificates {
  private StatusOfCertificates() {}

  /** Those that callers can fetch, by name; null: none. */
  static List<ServiceIdStatus.ClientCertificate> of(List<CertificateOutcome> certificates) {
    List<ServiceIdStatus.ClientCertificate> all =
        certificates.stream()
            .flatMap(c -> c.published().stream().map(p -> status(c.name(), p)))
            .sorted(Comparator.comparing(status -> status.name))
            .toList();
    return all.isEmpty() ? null : all;
  }

  private static ServiceIdStatus.ClientCertificate status(String name, Published published) {
    X509Certificate leaf = published.leaf();
    ServiceIdStatus.ClientCertificate status = new ServiceIdStatus.ClientCertificate();
    status.name = name;
    status.secretName = published.secretName();
    status.serialNumber = leaf.getSerialNumber().toString(16);
    status.notBefore = text(leaf.getNotBefore());
    status.notAfter = text(leaf.getNotAfter());
    status.renewalTime = published.renewalTime().toString();
    status.sha256Fingerprint = fingerprint(leaf);
    status.keyId = published.keyId().orElse(null);
    return status;
  }

  /** What {@code status}, which may be null, tells of the key in {@code leaf}. */
  static Optional<String> keyId(ServiceIdStatus status, X509Certificate leaf) {
    return Stream.ofNullable(status)
        .flatMap(told -> Stream.ofNullable(told.clientCertificates))
        .flatMap(List::stream)
        .filter(told -> fingerprint(leaf).equals(told.sha256Fingerprint))
        .flatMap(told -> Stream.ofNullable(told.keyId))
        .findFirst();
  }

  private static String fingerprint(X509Certificate leaf) {
    return ClientCertificate.of(leaf).fingerprint().hex();
  }

  private static String text(Date date) {
    return date.toInstant().toString();
  }
}
