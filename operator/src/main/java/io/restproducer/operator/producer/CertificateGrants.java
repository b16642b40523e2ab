package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.crds.ClientCertificate;
import io.restproducer.crds.ServiceId;
import io.restproducer.operator.keytable.CertificateGrant;
import io.restproducer.operator.keytable.CertificateSecrets;
import io.restproducer.operator.keytable.SealedCredential;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The client certificates of a ServiceId, as the key table wants them. */
final class CertificateGrants {
  private CertificateGrants() {}

  /**
   * What {@code serviceId} asks for and holds.
   *
   * @param own the Secrets that it controls, by name
   */
  static CertificateGrant of(
      ServiceId serviceId, Map<String, Secret> own, OpenedCertificates.Look opened) {
    List<ClientCertificate> certificates = serviceId.getSpec().clientCertificates;
    if (certificates == null || certificates.isEmpty()) {
      return CertificateGrant.NONE;
    }
    Map<String, Optional<String>> wanted = new HashMap<>();
    List<SealedCredential> held = new ArrayList<>();
    String sid = serviceId.getMetadata().getName();
    for (ClientCertificate certificate : certificates) {
      String name = certificate.name;
      wanted.put(name, Optional.ofNullable(certificate.apiKeyId));
      // What is in both counts as published: the first one of a key wins.
      Optional.ofNullable(own.get(CertificateSecrets.published(sid, name)))
          .flatMap(secret -> opened.of(name, secret))
          .ifPresent(held::add);
      Optional.ofNullable(own.get(CertificateSecrets.next(sid, name)))
          .flatMap(secret -> opened.of(name, secret))
          .map(SealedCredential::waiting)
          .ifPresent(held::add);
    }
    return new CertificateGrant(wanted, held);
  }
}
