package io.restproducer.operator.serviceid;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.contract.ApiKey;
import io.restproducer.contract.Role;
import io.restproducer.contract.TopicPattern;
import io.restproducer.crds.ServiceId;
import io.restproducer.operator.keytable.CertificateSecrets;
import io.restproducer.operator.keytable.Standing;
import io.restproducer.operator.permission.Request;
import io.restproducer.operator.pki.ClientIssuer;
import io.restproducer.operator.pki.Pkcs12Profile;
import io.restproducer.operator.reconcile.Ownership;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the client certificates of one ServiceId are issued with, in one pass.
 *
 * @param endpoint where callers with a certificate go
 * @param authorities PEM of those that callers trust
 * @param revoked ids of keys that must not work
 * @param profile of PKCS#12 stores
 */
record Issuing(
    ServiceId owner,
    ClientIssuer issuer,
    String endpoint,
    String authorities,
    Standing standing,
    Set<String> revoked,
    Pkcs12Profile profile,
    Instant now) {

  /** The id of the key in {@code secret}; empty: it cannot be opened. */
  Optional<String> keyId(Secret secret) {
    return CertificateSecrets.leaf(secret).flatMap(issuer::open).map(ApiKey::id);
  }

  /** Whether every pod that is waited for knows the key in {@code secret}. */
  boolean isKnown(Secret secret) {
    return keyId(secret).filter(standing.known()::contains).isPresent();
  }

  /** Whether every pod that is waited for takes the certificate in {@code secret}. */
  boolean isTaken(Secret secret) {
    return isKnown(secret) && standing.issuerTaken();
  }

  /** Whether every pod knows the key in {@code secret}, with what is granted now. */
  boolean isGranted(Secret secret) {
    Role role = Role.valueOf(owner.getSpec().role.name());
    List<TopicPattern> topics = Request.of(owner).topics();
    return isKnown(secret)
        && keyId(secret)
            .flatMap(id -> standing.entries().stream().filter(e -> e.id().equals(id)).findFirst())
            .filter(entry -> entry.role() == role && entry.topics().equals(topics))
            .isPresent();
  }

  /** Whether {@code secret} is its own, or comes back to it from a back-up. */
  boolean isOf(CertificateSecret certificate, Secret secret) {
    return Ownership.controls(owner, secret)
        || (certificate.isLeftBehind(secret) && keyId(secret).isPresent());
  }

  boolean isUnowned(Secret secret) {
    return !Ownership.controls(owner, secret);
  }
}
