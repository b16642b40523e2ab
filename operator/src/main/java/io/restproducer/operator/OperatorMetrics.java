package io.restproducer.operator;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.restproducer.operator.producer.RestProducerReconciler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is shown beside the SDK's own metrics. Numbers over all RestProducers: none has a label, so
 * that their count does not grow with what users make. docs/metrics.md lists them.
 */
final class OperatorMetrics {
  private static final String PREFIX = "restproducer.operator.";

  private OperatorMetrics() {}

  /** Call it first: it also keeps what the SDK registers later within bounds. */
  static void bindTo(
      MeterRegistry registry,
      RestProducerReconciler producers,
      Health health,
      InstantSource clock) {
    // The SDK's labels of a retry: its number grows without end while something fails.
    registry
        .config()
        .meterFilter(
            MeterFilter.ignoreTags(
                "reconciliations.retries.number", "reconciliations.retries.last"));
    gauge(registry, "leading", "1 while this process reconciles", () -> health.leads() ? 1 : 0);
    gauge(
        registry,
        "pods.waiting",
        "Pods without the published key table that are expected to take it",
        () -> producers.lag().waitedFor());
    gauge(
        registry,
        "pods.unreachable",
        "Pods without the published key table that have not answered for 30 s",
        () -> producers.lag().givenUp());
    gauge(
        registry,
        "propagation.lag.seconds",
        "How long a pod has been without the published key table; 0: none is",
        () -> producers.lag().since().map(since -> age(since, clock)).orElse(0.0));
    gauge(
        registry,
        "server.certificate.not.after.timestamp.seconds",
        "End of the server certificate that ends first, in epoch seconds; NaN: there is none",
        () -> epochSeconds(producers.earliestCertificateEnd()));
    gauge(
        registry,
        "server.ca.not.after.timestamp.seconds",
        "End of the server CA that ends first, in epoch seconds; NaN: there is none",
        () -> epochSeconds(producers.earliestAuthorityEnd()));
    gauge(
        registry,
        "client.certificate.not.after.timestamp.seconds",
        "End of the client certificate that ends first, also of one that has a successor, in epoch"
            + " seconds; NaN: there is none",
        () -> epochSeconds(producers.earliestClientCertificateEnd()));
    new JvmMemoryMetrics().bindTo(registry);
  }

  private static double age(Instant since, InstantSource clock) {
    return Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1e3);
  }

  private static double epochSeconds(Optional<Instant> when) {
    return when.map(instant -> (double) instant.getEpochSecond()).orElse(Double.NaN);
  }

  private static void gauge(
      MeterRegistry registry, String name, String description, Supplier<Number> value) {
    Gauge.builder(PREFIX + name, value).description(description).register(registry);
  }
}
