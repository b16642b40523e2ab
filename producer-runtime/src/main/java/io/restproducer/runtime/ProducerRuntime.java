package io.restproducer.runtime;

import io.restproducer.runtime.config.Settings;
import io.restproducer.runtime.connect.Instance;
import io.restproducer.runtime.http.ListenerKind;
import io.restproducer.runtime.http.Service;
import io.restproducer.runtime.http.ServingPhase;
import io.restproducer.runtime.limits.Capacity;
import io.restproducer.runtime.limits.Deadlines;
import io.restproducer.runtime.limits.InFlight;
import io.restproducer.runtime.limits.Quotas;
import io.restproducer.runtime.manage.ManagementListener;
import io.restproducer.runtime.manage.RuntimeMetrics;
import io.restproducer.runtime.produce.KafkaCluster;
import io.restproducer.runtime.snapshot.DirectoryWatcher;
import io.restproducer.runtime.snapshot.Snapshot;
import io.restproducer.runtime.snapshot.Snapshots;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running runtime, wired by hand.
 *
 * <pre>
 *   mounted files ─▶ DirectoryWatcher ─┐
 *   PUT /key-table ─▶ ManagementListener ─▶ Snapshots ─▶ Snapshot (swapped whole)
 *                                                            │ read by each request
 *   callers ── HTTPS ─▶ Listeners (http ▸ authn ▸ authz ▸ limits) ─▶ KafkaCluster ─▶ brokers
 * </pre>
 */
public final class ProducerRuntime implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ProducerRuntime.class);
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(15);
  private static final Duration FLUSH = Duration.ofSeconds(10);
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final Settings settings;
  private final RuntimeMetrics metrics =
      new RuntimeMetrics(
          Optional.ofNullable(ProducerRuntime.class.getPackage().getImplementationVersion()));
  private final ServingPhase phase = new ServingPhase();
  private final InFlight inFlight;
  private final Quotas quotas = new Quotas(System::nanoTime);
  private final Snapshots snapshots;
  private final KafkaCluster kafka;
  private final Listeners listeners;
  private final SelfReport report;
  private final ManagementListener management;
  private final DirectoryWatcher watcher;

  /**
   * Opens the management port at once and each HTTPS port as soon as all that it needs is there.
   *
   * @param clock says when keys and client certificates expire
   * @param failed told when an HTTPS port cannot be opened; nothing has been accepted there then
   */
  public ProducerRuntime(
      Settings settings, InstantSource clock, Consumer<RuntimeException> failed) {
    this(settings, Deadlines.STANDARD, clock, failed);
  }

  /** One whose clients must be quicker, or may be slower. */
  ProducerRuntime(
      Settings settings,
      Deadlines deadlines,
      InstantSource clock,
      Consumer<RuntimeException> failed) {
    this.settings = settings;
    this.inFlight = new InFlight(settings.capacity());
    this.snapshots = new Snapshots(settings.producer(), settings.keyTableVerifier());
    this.kafka = new KafkaCluster(settings, metrics);
    this.listeners =
        new Listeners(
            settings,
            new Service(
                settings.sizes(),
                deadlines,
                snapshots::current,
                clock,
                inFlight,
                quotas,
                kafka,
                phase),
            metrics::answers,
            failed);
    this.report = new SelfReport(settings, phase, snapshots::current, listeners, kafka);
    registerGauges();
    new SnapshotGauges(snapshots, clock).register(metrics);
    this.management =
        new ManagementListener(
            settings.bindAddress(),
            settings.managementPort(),
            snapshots,
            report::reasonAgainst,
            report::status,
            metrics);
    log.atInfo().addKeyValue("port", management.port()).log("management port open");
    snapshots.onChange(next -> quotas.putInForce(next.quotas()));
    snapshots.onChange(this::apply);
    this.watcher =
        new DirectoryWatcher(
            settings.directory(),
            settings.kafka(),
            new Instance(
                settings.producer().name(),
                settings.sizes(),
                settings.sizes().batch(inFlight.mostBytes()).most()),
            snapshots,
            metrics::updateRefused);
    watcher.start();
  }

  /** Port for keys in headers; empty while it is not open yet. */
  public OptionalInt apiPort() {
    return listeners.port(ListenerKind.API);
  }

  /** Port for client certificates; empty while it is not open yet, or where there is none. */
  public OptionalInt clientAuthPort() {
    return listeners.port(ListenerKind.CLIENT_AUTH);
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
    listeners.awaitNoConnection(settings.drain());
    phase.refuse();
    inFlight.awaitNone(LAST_ANSWERS.toMillis());
    kafka.close(FLUSH);
    // Whatever Kafka still held has ended now, and its callers are told before the ports close.
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
    listeners.close();
    management.close();
    metrics.close();
  }

  private synchronized void apply(Snapshot next) {
    next.kafka().ifPresent(kafka::use);
    kafka.warm(next.grantedTopics());
    listeners.apply(next);
  }

  /** What was counted so far, also after the end. */
  RuntimeMetrics metrics() {
    return metrics;
  }

  private void registerGauges() {
    Capacity most = settings.capacity();
    metrics.gauge("restproducer.requests.in.flight", "Requests in flight", inFlight::requests);
    metrics.gauge("restproducer.requests.in.flight.limit", "The most", most::requestsInFlight);
    metrics.gauge("restproducer.bytes.in.flight", "Bytes reserved for them", inFlight::bytes);
    metrics.gauge("restproducer.bytes.in.flight.limit", "The most", most::bytesInFlight);
    for (ListenerKind kind : listeners.kinds()) {
      metrics.gauge(
          "restproducer.connections", "Open connections", kind, () -> listeners.connections(kind));
      metrics.gauge("restproducer.connections.limit", "The most", kind, listeners::mostConnections);
    }
    metrics.gauge(
        "restproducer.message.size.limit.bytes",
        "Largest value of a record",
        settings.sizes()::maxMessageSize);
    metrics.gauge(
        "restproducer.key.size.limit.bytes",
        "Largest key of a record",
        settings.sizes()::maxKeySize);
    metrics.gauge("restproducer.kafka.reachable", "1 while Kafka answers", bit(kafka::reachable));
    metrics.gauge(
        "restproducer.kafka.producer.up", "1 while there is a producer", bit(kafka::producing));
    metrics.counter(
        "restproducer.kafka.producer.replacements",
        "Producers that failed for good",
        kafka::producerReplacements);
    metrics.gauge(
        "restproducer.kafka.records.waiting",
        "Records handed to Kafka and not answered yet",
        kafka::recordsWaiting);
    metrics.gauge(
        "restproducer.ready",
        "1 while it should get requests",
        bit(() -> report.reasonAgainst().isEmpty()));
    metrics.gauge("restproducer.draining", "1 from SIGTERM on", bit(phase::closing));
  }

  private static Supplier<Number> bit(BooleanSupplier yes) {
    return () -> yes.getAsBoolean() ? 1 : 0;
  }
}
