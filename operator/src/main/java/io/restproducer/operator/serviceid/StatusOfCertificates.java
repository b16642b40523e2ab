package io.restproducer.operator.serviceid;

import io.restproducer.crds.ServiceIdStatus;
import io.restproducer.operator.pki.ClientCertificate;
import io.restproducer.operator.serviceid.CertificateOutcome.Published;
import java.security.cert.X509Certificate;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The client certificates in a status. Pure; public parts only. */
final class StatusOfCertificates {
  private StatusOfCertificates() {}

  /**
   * Those that callers can fetch, by name; null: none.
   *
   * @param before what status said
   */
  static List<ServiceIdStatus.ClientCertificate> of(
      List<CertificateOutcome> certificates, ServiceIdStatus before) {
    List<ServiceIdStatus.ClientCertificate> all =
        certificates.stream()
            .flatMap(c -> c.published().stream().map(p -> status(c.name(), p, before)))
            .sorted(Comparator.comparing(status -> status.name))
            .toList();
    return all.isEmpty() ? null : all;
  }

  private static ServiceIdStatus.ClientCertificate status(
      String name, Published published, ServiceIdStatus before) {
    X509Certificate leaf = published.leaf();
    ServiceIdStatus.ClientCertificate status = new ServiceIdStatus.ClientCertificate();
    status.name = name;
    status.secretName = published.secretName();
    status.serialNumber = leaf.getSerialNumber().toString(16);
    status.notBefore = text(leaf.getNotBefore());
    status.notAfter = text(leaf.getNotAfter());
    status.renewalTime = published.renewalTime().toString();
    status.sha256Fingerprint = ClientCertificate.of(leaf).fingerprint().hex();
    status.keyId = published.keyId().or(() -> knownBefore(status, before)).orElse(null);
    return status;
  }

  /** While nobody can open a certificate, what was told of it still holds. */
  private static Optional<String> knownBefore(
      ServiceIdStatus.ClientCertificate now, ServiceIdStatus before) {
    return Stream.ofNullable(before.clientCertificates)
        .flatMap(List::stream)
        .filter(then -> Objects.equals(then.sha256Fingerprint, now.sha256Fingerprint))
        .flatMap(then -> Stream.ofNullable(then.keyId))
        .findFirst();
  }

  private static String text(Date date) {
    return date.toInstant().toString();
  }
}
