package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.operator.pki.BroughtCertificate;
import io.restproducer.operator.pki.InvalidPem;
import io.restproducer.operator.reconcile.Component;
import io.restproducer.operator.reconcile.Finding;
import io.restproducer.operator.reconcile.Reason;
import io.restproducer.operator.reconcile.Secrets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server certificate of the user's own, looked at before a pod is given it. Pure.
 *
 * @param authorities PEM of what callers have to trust
 */
record BroughtTls(BroughtCertificate certificate, byte[] authorities) {
  private static final String FIELD = "tls.serverCertificate";

  /**
   * What the Secret {@code name} holds.
   *
   * @param present Secrets of the user by name
   * @throws UnusableSecret if it is missing, or holds what callers would not accept
   */
  static BroughtTls read(Blueprint blueprint, String name, Map<String, Secret> present, Instant now)
      throws UnusableSecret {
    Secret secret = present.get(name);
    if (secret == null) {
      throw new UnusableSecret(
          Reason.SECRET_NOT_FOUND,
          "Secret %s does not exist in this namespace: %s refers to it; create it, or correct the name"
              .formatted(name, FIELD));
    }
    if (Component.isOurs(secret.getMetadata().getLabels())) {
      throw new UnusableSecret(
          Reason.SECRET_CONFLICT,
          "Secret %s is one of this operator's own: %s may only refer to Secrets of others"
              .formatted(name, FIELD));
    }
    byte[] chain = bytes(secret, RuntimeVolumes.CERTIFICATE_KEY);
    byte[] key = bytes(secret, RuntimeVolumes.PRIVATE_KEY_KEY);
    try {
      BroughtCertificate certificate = BroughtCertificate.parse(chain, key);
      check(blueprint, name, certificate, now);
      Optional<byte[]> authorities =
          Secrets.bytes(secret, AuthorityBundle.KEY).filter(pem -> pem.length > 0);
      return new BroughtTls(certificate, certificate.authorities(authorities));
    } catch (InvalidPem e) {
      throw new UnusableSecret(
          Reason.SECRET_CONTENT_INVALID, "Secret %s: %s".formatted(name, e.getMessage()));
    }
  }

  private static byte[] bytes(Secret secret, String key) throws UnusableSecret {
    return Secrets.bytes(secret, key)
        .orElseThrow(
            () ->
                new UnusableSecret(
                    Reason.SECRET_KEY_MISSING,
                    "Secret %s has no key %s: %s refers to it; it needs tls.crt and tls.key"
                        .formatted(secret.getMetadata().getName(), key, FIELD)));
  }

  private static void check(
      Blueprint blueprint, String name, BroughtCertificate certificate, Instant now)
      throws UnusableSecret {
    if (!certificate.keyMatches()) {
      throw new UnusableSecret(
          Reason.KEY_DOES_NOT_MATCH,
          "Secret %s: tls.key is not the key of the first certificate in tls.crt".formatted(name));
    }
    if (!certificate.isChained()) {
      throw new UnusableSecret(
          Reason.SECRET_CONTENT_INVALID,
          "Secret %s: in tls.crt a certificate is not signed by the one behind it; the leaf comes first"
              .formatted(name));
    }
    if (!certificate.isValid(now)) {
      throw new UnusableSecret(
          Reason.CERTIFICATE_EXPIRED,
          "Secret %s: the certificate is valid from %s to %s, and now it is %s"
              .formatted(
                  name,
                  certificate.leaf().getNotBefore().toInstant(),
                  certificate.leaf().getNotAfter().toInstant(),
                  now));
    }
    Optional<Finding> unfit = CallerTls.of(blueprint.spec()).unfit(certificate.leaf());
    if (unfit.isPresent()) {
      throw new UnusableSecret(
          unfit.get().reason(), "Secret %s: %s".formatted(name, unfit.get().message()));
    }
    List<String> uncovered = certificate.uncovered(RuntimeService.endpointHosts(blueprint));
    if (!uncovered.isEmpty()) {
      throw new UnusableSecret(
          Reason.CERTIFICATE_NAMES_MISSING,
          "Secret %s: the certificate is not for %s, which callers use: have them put into it"
              .formatted(name, String.join(", ", uncovered)));
    }
  }
}
