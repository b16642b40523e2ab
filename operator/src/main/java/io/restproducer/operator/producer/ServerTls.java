package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.restproducer.operator.pki.CertificateMint;
import io.restproducer.operator.pki.CertifiedKey;
import io.restproducer.operator.pki.InvalidPem;
import io.restproducer.operator.pki.KeyAlgorithm;
import io.restproducer.operator.pki.Renewal;
import io.restproducer.operator.pki.ServerNames;
import io.restproducer.operator.reconcile.ForeignObject;
import io.restproducer.operator.reconcile.Ownership;
import io.restproducer.operator.reconcile.Reason;
import io.restproducer.operator.reconcile.Secrets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificate that the pods present, made anew when it has to be; pods reload it in place. */
final class ServerTls {
  private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

  private final CertificateMint mint;
  private final InstantSource clock;

  ServerTls(CertificateMint mint, InstantSource clock) {
    this.mint = mint;
    this.clock = clock;
  }

  /** Has pods present what the user brought. */
  X509Certificate bring(Blueprint blueprint, BroughtTls brought, OwnSecrets secrets)
      throws ForeignObject {
    Map<String, byte[]> content =
        Map.of(
            RuntimeVolumes.CERTIFICATE_KEY,
            brought.certificate().chainPem(),
            RuntimeVolumes.PRIVATE_KEY_KEY,
            brought.certificate().privateKeyPem());
    Optional<Secret> present = secrets.find(blueprint.names().serverTls());
    if (present.isEmpty()) {
      secrets.createOrRead(secret(blueprint, content));
    } else if (!Secrets.encode(content).equals(present.get().getData())) {
      LOG.atInfo()
          .addKeyValue("producer", blueprint.id())
          .addKeyValue("reason", "Brought")
          .log("server certificate replaced");
      secrets.update(new SecretBuilder(present.get()).withData(Secrets.encode(content)).build());
    }
    return brought.certificate().leaf();
  }

  /** What pods present as it is; empty: nothing that can be read. */
  Optional<X509Certificate> stored(Blueprint blueprint, OwnSecrets secrets) throws ForeignObject {
    return secrets
        .find(blueprint.names().serverTls())
        .flatMap(ServerTls::read)
        .map(CertifiedKey::certificate);
  }

  /**
   * What pods present, made anew if it has to be.
   *
   * @throws UnusableSecret if it has to be and the authority is not valid now
   */
  X509Certificate keep(Blueprint blueprint, CertifiedKey authority, OwnSecrets secrets)
      throws ForeignObject, UnusableSecret {
    ServerNames names = ServerNames.of(RuntimeService.hosts(blueprint));
    KeyAlgorithm algorithm = CallerTls.of(blueprint.spec()).algorithm();
    Optional<Secret> present = secrets.find(blueprint.names().serverTls());
    if (present.isEmpty()) {
      return created(blueprint, authority, names, secrets);
    }
    Optional<CertifiedKey> usable = read(present.get());
    Optional<String> reason = reason(usable, authority, names, algorithm);
    if (reason.isEmpty()) {
      return usable.orElseThrow().certificate();
    }
    CertifiedKey leaf = leaf(blueprint, authority, names);
    LOG.atInfo()
        .addKeyValue("producer", blueprint.id())
        .addKeyValue("reason", reason.get())
        .log("server certificate made anew");
    secrets.update(
        new SecretBuilder(present.get())
            .withData(Secrets.encode(content(leaf, authority)))
            .build());
    return leaf.certificate();
  }

  private X509Certificate created(
      Blueprint blueprint, CertifiedKey authority, ServerNames names, OwnSecrets secrets)
      throws ForeignObject, UnusableSecret {
    CertifiedKey leaf = leaf(blueprint, authority, names);
    Secret stored = secrets.createOrRead(secret(blueprint, content(leaf, authority)));
    return read(stored).map(CertifiedKey::certificate).orElseGet(leaf::certificate);
  }

  private static Secret secret(Blueprint blueprint, Map<String, byte[]> content) {
    return new SecretBuilder()
        .withMetadata(
            Ownership.child(
                blueprint.producer(), blueprint.names().serverTls(), blueprint.labels()))
        .withType("kubernetes.io/tls")
        .withData(Secrets.encode(content))
        .build();
  }

  private CertifiedKey leaf(Blueprint blueprint, CertifiedKey authority, ServerNames names)
      throws UnusableSecret {
    Instant from = authority.certificate().getNotBefore().toInstant();
    Instant to = authority.certificate().getNotAfter().toInstant();
    Instant now = clock.instant();
    if (now.isBefore(from) || !now.isBefore(to)) {
      String remedy =
          now.isBefore(from)
              ? "check the clock; if it is right, write tls.caOverlap: 0s and annotate this RestProducer with %s=server-ca"
                  .formatted(RotationRequest.ANNOTATION)
              : "check the clock; if it is right, the next authority takes its place by itself: give callers the new ca.crt of %s then"
                  .formatted(blueprint.names().authorityBundle());
      throw new UnusableSecret(
          Reason.AUTHORITY_NOT_VALID,
          "Secret %s: its authority can make no server certificate, as it is valid from %s to %s and the operator's clock says %s: %s"
              .formatted(
                  blueprint.names().serverAuthority(),
                  from,
                  to,
                  // To the hour: a text that changes with every look would be written each time.
                  now.truncatedTo(ChronoUnit.HOURS),
                  remedy));
    }
    return mint.serverLeaf(authority, names, CallerTls.of(blueprint.spec()).algorithm());
  }

  private Optional<String> reason(
      Optional<CertifiedKey> usable,
      CertifiedKey authority,
      ServerNames names,
      KeyAlgorithm algorithm) {
    if (usable.isEmpty()) {
      return Optional.of("Unreadable");
    }
    return !algorithm.isOf(usable.get().certificate().getPublicKey())
        ? Optional.of("KeyAlgorithmDiffers")
        : Renewal.reason(usable.get(), authority.certificate(), names, clock.instant())
            .map(Renewal.Reason::name);
  }

  private static Optional<CertifiedKey> read(Secret secret) {
    Optional<byte[]> certificate = Secrets.bytes(secret, RuntimeVolumes.CERTIFICATE_KEY);
    Optional<byte[]> key = Secrets.bytes(secret, RuntimeVolumes.PRIVATE_KEY_KEY);
    if (certificate.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(CertifiedKey.parse(certificate.get(), key.get()));
    } catch (InvalidPem e) {
      return Optional.empty();
    }
  }

  private static Map<String, byte[]> content(CertifiedKey leaf, CertifiedKey authority) {
    return Map.of(
        RuntimeVolumes.CERTIFICATE_KEY,
        leaf.chainPem(authority.certificate()),
        RuntimeVolumes.PRIVATE_KEY_KEY,
        leaf.privateKeyPem());
  }
}
