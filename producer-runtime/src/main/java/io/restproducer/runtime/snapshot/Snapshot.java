package io.restproducer.runtime.snapshot;

import io.restproducer.contract.Quota;
import io.restproducer.contract.ServiceIdentity;
import io.restproducer.kafka.KafkaAccess;
import io.restproducer.runtime.authn.KeyRing;
import io.restproducer.runtime.authn.SealingKeys;
import io.restproducer.runtime.connect.ConnectPage;
import io.restproducer.runtime.tls.ClientsTrust;
import io.restproducer.runtime.tls.ServerCertificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that can change while running, as of one moment; never changed, only replaced.
 *
 * @param clients who vouches for client certificates
 * @param sealing opens what is sealed in them
 * @param connectPage empty: there is none
 */
public record Snapshot(
    Optional<KeyRing> keys,
    Optional<ServerCertificate> certificate,
    Optional<KafkaAccess> kafka,
    Optional<ClientsTrust> clients,
    Optional<SealingKeys> sealing,
    Optional<ConnectPage> connectPage) {
  static final Snapshot EMPTY =
      new Snapshot(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Whether it is enough to serve requests. */
  public boolean complete() {
    return keys.isPresent() && certificate.isPresent();
  }

  /** Whether it is enough to serve requests with client certificates. */
  public boolean completeForClientCertificates() {
    return complete() && clients.isPresent() && sealing.isPresent();
  }

  /** Revision of the key table; 0 before the first. */
  public long keyTableRevision() {
    return keys.map(KeyRing::revision).orElse(0L);
  }

  /** Topics that are granted by their full names. */
  public List<String> grantedTopics() {
    return keys.map(KeyRing::grantedTopics).orElse(List.of());
  }

  /** Of the ServiceIds that have one. */
  public Map<ServiceIdentity, Quota> quotas() {
    return keys.map(KeyRing::quotas).orElse(Map.of());
  }

  Snapshot with(KeyRing newer) {
    return new Snapshot(Optional.of(newer), certificate, kafka, clients, sealing, connectPage);
  }

  Snapshot with(ServerCertificate other) {
    return new Snapshot(keys, Optional.of(other), kafka, clients, sealing, connectPage);
  }

  Snapshot with(KafkaAccess other) {
    return new Snapshot(keys, certificate, Optional.of(other), clients, sealing, connectPage);
  }

  Snapshot with(ClientsTrust other) {
    return new Snapshot(keys, certificate, kafka, Optional.of(other), sealing, connectPage);
  }

  Snapshot with(SealingKeys other) {
    return new Snapshot(keys, certificate, kafka, clients, Optional.of(other), connectPage);
  }

  /** Empty: there is none any more. */
  Snapshot with(Optional<ConnectPage> other) {
    return new Snapshot(keys, certificate, kafka, clients, sealing, other);
  }
}
