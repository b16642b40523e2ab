package io.restproducer.runtime;

import io.restproducer.contract.Sha256;
import io.restproducer.contract.StatusReport;
import io.restproducer.runtime.config.Settings;
import io.restproducer.runtime.http.ApiListener;
import io.restproducer.runtime.http.ServingPhase;
import io.restproducer.runtime.limits.InFlight;
import io.restproducer.runtime.limits.Quotas;
import io.restproducer.runtime.manage.ManagementListener;
import io.restproducer.runtime.manage.RuntimeMetrics;
import io.restproducer.runtime.produce.KafkaCluster;
import io.restproducer.runtime.snapshot.DirectoryWatcher;
import io.restproducer.runtime.snapshot.Snapshot;
import io.restproducer.runtime.snapshot.Snapshots;
import io.restproducer.runtime.tls.ServerCertificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running runtime, wired by hand.
 *
 * <pre>
 *   mounted files ─▶ DirectoryWatcher ─┐
 *   PUT /key-table ─▶ ManagementListener ─▶ Snapshots ─▶ Snapshot (swapped whole)
 *                                                            │ read by each request
 *   callers ── HTTPS ─▶ ApiListener (http ▸ authn ▸ authz ▸ limits) ─▶ KafkaCluster ─▶ brokers
 * </pre>
 */
public final class ProducerRuntime implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ProducerRuntime.class);
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(15);
  private static final Duration FLUSH = Duration.ofSeconds(10);
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final Settings settings;
  private final InstantSource clock;
  private final Consumer<RuntimeException> failed;
  private final RuntimeMetrics metrics = new RuntimeMetrics();
  private final ServingPhase phase = new ServingPhase();
  private final InFlight inFlight;
  private final Quotas quotas = new Quotas(System::nanoTime);
  private final Snapshots snapshots;
  private final KafkaCluster kafka;
  private final ManagementListener management;
  private final DirectoryWatcher watcher;
  private Optional<ApiListener> api = Optional.empty();
  private ServerCertificate presented;
  private boolean closed;

  /**
   * Opens the management port at once and the API's as soon as key table and certificate are there.
   *
   * @param clock says when keys expire
   * @param failed told when the API's port cannot be opened; nothing has been accepted then
   */
  public ProducerRuntime(
      Settings settings, InstantSource clock, Consumer<RuntimeException> failed) {
    this.settings = settings;
    this.clock = clock;
    this.failed = failed;
    this.inFlight = new InFlight(settings.capacity());
    this.snapshots = new Snapshots(settings.producer(), settings.keyTableVerifier());
    this.kafka = new KafkaCluster(settings);
    registerGauges();
    this.management =
        new ManagementListener(
            settings.bindAddress(),
            settings.managementPort(),
            snapshots,
            this::reasonAgainst,
            this::status,
            metrics);
    log.atInfo().addKeyValue("port", management.port()).log("management port open");
    snapshots.onChange(next -> quotas.putInForce(next.quotas()));
    snapshots.onChange(this::apply);
    this.watcher = new DirectoryWatcher(settings.directory(), snapshots, metrics::updateRefused);
    watcher.start();
  }

  /** Port of the API; empty while it is not open yet. */
  public synchronized OptionalInt apiPort() {
    return api.map(listener -> OptionalInt.of(listener.port())).orElse(OptionalInt.empty());
  }

  public int managementPort() {
    return management.port();
  }

  /**
   * Stops without losing a record: unready, but serving for the drain window or until nobody is
   * connected; then what is in flight is answered, what is buffered written, and all is closed.
   */
  public void drain() throws InterruptedException {
    phase.drain();
    log.atInfo().addKeyValue("window", settings.drain()).log("draining");
    Optional<ApiListener> listener = listener();
    if (listener.isPresent()) {
      listener.get().awaitNoConnection(settings.drain());
    }
    phase.refuse();
    inFlight.awaitNone(LAST_ANSWERS.toMillis());
    kafka.close(FLUSH);
    // Whatever Kafka still held has ended now, and its callers are told before the port closes.
    if (!inFlight.awaitNone(FAREWELL.toMillis())) {
      log.atWarn().addKeyValue("requests", inFlight.requests()).log("requests left unanswered");
    }
    close();
    log.atInfo().log("drained");
  }

  @Override
  public void close() {
    watcher.close();
    kafka.close(FLUSH);
    synchronized (this) {
      closed = true;
      api.ifPresent(ApiListener::close);
    }
    management.close();
    metrics.close();
  }

  private synchronized void apply(Snapshot next) {
    kafka.warm(next.grantedTopics());
    if (closed || !next.complete()) {
      return;
    }
    ServerCertificate certificate = next.certificate().orElseThrow();
    if (api.isEmpty()) {
      open(certificate);
    } else if (presented != certificate) {
      api.get().present(certificate);
    }
    presented = certificate;
  }

  private void open(ServerCertificate certificate) {
    try {
      ApiListener listener =
          new ApiListener(
              settings,
              certificate,
              snapshots::current,
              clock,
              inFlight,
              quotas,
              kafka,
              phase,
              metrics::answered);
      api = Optional.of(listener);
      log.atInfo().addKeyValue("port", listener.port()).log("api port open");
    } catch (RuntimeException e) {
      log.atError()
          .addKeyValue("address", settings.bindAddress())
          .addKeyValue("port", settings.apiPort())
          .addKeyValue("reason", innermost(e).getMessage())
          .log("the api port cannot be opened; free it, or set another with API_PORT");
      failed.accept(e);
    }
  }

  private static Throwable innermost(Throwable failure) {
    return failure.getCause() == null ? failure : innermost(failure.getCause());
  }

  private synchronized Optional<ApiListener> listener() {
    return api;
  }

  private synchronized long connections() {
    return api.map(ApiListener::connections).orElse(0L);
  }

  private Optional<String> reasonAgainst() {
    if (phase.closing()) {
      return Optional.of("stopping");
    }
    Snapshot now = snapshots.current();
    if (now.keys().isEmpty()) {
      return Optional.of("no key table yet");
    }
    if (now.certificate().isEmpty()) {
      return Optional.of("no server certificate yet");
    }
    if (apiPort().isEmpty()) {
      return Optional.of("the api port is not open yet");
    }
    return kafka.reachedOnce() ? Optional.empty() : Optional.of("Kafka was not reached yet");
  }

  private StatusReport status() {
    Snapshot now = snapshots.current();
    return new StatusReport(
        settings.producer(),
        settings.configuration(),
        now.keyTableRevision(),
        reasonAgainst().isEmpty(),
        new StatusReport.Limits(settings.sizes().maxKeySize(), settings.sizes().maxMessageSize()),
        kafka.status(),
        now.certificate().map(certificate -> describe(certificate.leaf())));
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

  private void registerGauges() {
    metrics.gauge("restproducer.requests.in.flight", "Requests in flight", inFlight::requests);
    metrics.gauge("restproducer.bytes.in.flight", "Bytes reserved for them", inFlight::bytes);
    metrics.gauge("restproducer.connections", "Open API connections", this::connections);
    metrics.gauge(
        "restproducer.key.table.revision",
        "Revision of the key table in force",
        () -> snapshots.current().keyTableRevision());
    metrics.gauge(
        "restproducer.kafka.reachable", "1 while Kafka answers", () -> kafka.reachable() ? 1 : 0);
  }
}
