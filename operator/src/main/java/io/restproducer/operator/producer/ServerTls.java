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
import io.restproducer.operator.reconcile.Secrets;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
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

  X509Certificate keep(Blueprint blueprint, CertifiedKey authority, OwnSecrets secrets)
      throws ForeignObject {
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
    LOG.atInfo()
        .addKeyValue("producer", blueprint.id())
        .addKeyValue("reason", reason.get())
        .log("server certificate made anew");
    CertifiedKey leaf = mint.serverLeaf(authority, names, algorithm);
    secrets.update(
        new SecretBuilder(present.get())
            .withData(Secrets.encode(content(leaf, authority)))
            .build());
    return leaf.certificate();
  }

  private X509Certificate created(
      Blueprint blueprint, CertifiedKey authority, ServerNames names, OwnSecrets secrets)
      throws ForeignObject {
    CertifiedKey leaf =
        mint.serverLeaf(authority, names, CallerTls.of(blueprint.spec()).algorithm());
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
