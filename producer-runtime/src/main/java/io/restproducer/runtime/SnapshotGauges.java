package io.restproducer.runtime;

import io.restproducer.runtime.authn.KeyRing;
import io.restproducer.runtime.manage.RuntimeMetrics;
import io.restproducer.runtime.snapshot.Snapshot;
import io.restproducer.runtime.snapshot.Snapshots;
import io.restproducer.runtime.tls.ServerCertificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Shows how many keys, certificates and authorities are in force, since when and until when. */
final class SnapshotGauges {
  private final Snapshots snapshots;
  private final InstantSource clock;
  private long revision;
  private volatile Optional<Instant> since = Optional.empty();

  /** Gauges of whatever is in force when they are asked. */
  SnapshotGauges(Snapshots snapshots, InstantSource clock) {
    this.snapshots = snapshots;
    this.clock = clock;
    snapshots.onChange(this::changed);
  }

  /** Shows them from now on. */
  void register(RuntimeMetrics metrics) {
    metrics.gauge(
        "restproducer.key.table.revision",
        "Revision of the key table in force",
        () -> snapshots.current().keyTableRevision());
    metrics.gauge(
        "restproducer.key.table.in.force.timestamp.seconds",
        "Since when, in epoch seconds; NaN: none yet",
        () -> epochSeconds(since));
    metrics.gauge(
        "restproducer.keys",
        "Keys in that table",
        () -> snapshots.current().keys().map(KeyRing::size).orElse(0));
    metrics.gauge(
        "restproducer.client.certificates",
        "Keys in that table that are sealed in client certificates",
        () -> snapshots.current().keys().map(KeyRing::sealed).orElse(0L));
    metrics.gauge(
        "restproducer.client.authorities",
        "Authorities whose client certificates are accepted",
        () -> snapshots.current().clients().map(trust -> trust.digests().size()).orElse(0));
    metrics.gauge(
        "restproducer.sealing.keys",
        "Keys that open what is sealed in client certificates",
        () -> snapshots.current().sealing().map(keys -> keys.ids().size()).orElse(0));
    metrics.gauge(
        "restproducer.certificate.not.before.timestamp.seconds",
        "Begin of the server certificate, in epoch seconds; NaN: none yet",
        () -> epochSeconds(leaf().map(leaf -> leaf.getNotBefore().toInstant())));
    metrics.gauge(
        "restproducer.certificate.not.after.timestamp.seconds",
        "End of the server certificate, in epoch seconds; NaN: none yet",
        () -> epochSeconds(leaf().map(leaf -> leaf.getNotAfter().toInstant())));
  }

  private void changed(Snapshot next) {
    if (next.keyTableRevision() != revision) {
      revision = next.keyTableRevision();
      since = Optional.of(clock.instant());
    }
  }

  private Optional<X509Certificate> leaf() {
    return snapshots.current().certificate().map(ServerCertificate::leaf);
  }

  private static double epochSeconds(Optional<Instant> when) {
    return when.map(instant -> (double) instant.getEpochSecond()).orElse(Double.NaN);
  }
}
