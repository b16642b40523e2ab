package io.restproducer.runtime;

import io.restproducer.contract.Sha256;
import io.restproducer.contract.StatusReport;
import io.restproducer.runtime.authn.SealingKeys;
import io.restproducer.runtime.config.Settings;
import io.restproducer.runtime.http.ListenerKind;
import io.restproducer.runtime.http.ServingPhase;
import io.restproducer.runtime.produce.KafkaCluster;
import io.restproducer.runtime.snapshot.Snapshot;
import io.restproducer.runtime.tls.ClientsTrust;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a running runtime says of itself: to the kubelet whether it is ready, the rest to the
 * operator.
 */
record SelfReport(
    Settings settings,
    ServingPhase phase,
    Supplier<Snapshot> snapshot,
    Listeners listeners,
    KafkaCluster kafka) {
  /** Why it should get no requests; empty while it should. */
  Optional<String> reasonAgainst() {
    if (phase.closing()) {
      return Optional.of("stopping");
    }
    Snapshot now = snapshot.get();
    if (now.keys().isEmpty()) {
      return Optional.of("no key table yet");
    }
    if (now.certificate().isEmpty()) {
      return Optional.of("no server certificate yet");
    }
    for (ListenerKind kind : listeners.kinds()) {
      if (kind == ListenerKind.CLIENT_AUTH && now.clients().isEmpty()) {
        return Optional.of("no authorities of clients yet");
      }
      if (kind == ListenerKind.CLIENT_AUTH && now.sealing().isEmpty()) {
        return Optional.of("no sealing keys yet");
      }
      if (listeners.port(kind).isEmpty()) {
        return Optional.of("the " + kind.label() + " port is not open yet");
      }
    }
    if (now.kafka().isEmpty()) {
      return Optional.of("no credentials or trust for Kafka yet");
    }
    return kafka.reachedOnce() ? Optional.empty() : Optional.of("Kafka was not reached yet");
  }

  /** What the operator is told. */
  StatusReport status() {
    Snapshot now = snapshot.get();
    return new StatusReport(
        settings.producer(),
        settings.configuration(),
        now.keyTableRevision(),
        reasonAgainst().isEmpty(),
        new StatusReport.Limits(settings.sizes().maxKeySize(), settings.sizes().maxMessageSize()),
        kafka.status(),
        now.certificate().map(certificate -> describe(certificate.leaf())),
        now.clients().map(ClientsTrust::digests).orElse(List.of()),
        now.sealing().map(SealingKeys::ids).orElse(List.of()));
  }

  private static StatusReport.ServerCertificate describe(X509Certificate leaf) {
    try {
      return new StatusReport.ServerCertificate(
          leaf.getSerialNumber().toString(16),
          leaf.getNotBefore().toInstant(),
          leaf.getNotAfter().toInstant(),
          Sha256.of(leaf.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was parsed has an encoding", e);
    }
  }
}
