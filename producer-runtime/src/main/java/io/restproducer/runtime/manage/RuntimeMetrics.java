package io.restproducer.runtime.manage;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.restproducer.runtime.http.AnswerObserver;
import io.restproducer.runtime.http.ListenerKind;
import io.restproducer.runtime.produce.WriteObserver;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * The fixed set of metrics. Labels come from closed lists only: never a key id, a ServiceId, a
 * topic or a path. Recording allocates nothing and waits for nobody; what is shown is read when it
 * is asked for, without a lock that a request needs. docs/metrics.md lists them all.
 */
public final class RuntimeMetrics implements WriteObserver, AutoCloseable {
  private static final double NANOS = Duration.ofSeconds(1).toNanos();
  private static final long[] DURATIONS =
      LongStream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
          .map(millis -> Duration.ofMillis(millis).toNanos())
          .toArray();
  private static final long[] SIZES = LongStream.rangeClosed(3, 12).map(n -> 1L << 2 * n).toArray();

  private final PrometheusRegistry histograms = new PrometheusRegistry();
  private final PrometheusMeterRegistry registry = registry(histograms);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final Map<ListenerKind, AnswerCounters> answers = new EnumMap<>(ListenerKind.class);
  private final Counter refusedUpdates =
      Counter.builder("restproducer.refused.updates")
          .description("Key tables and mounted files that were not taken")
          .register(registry);
  private final FixedHistogram requestDurations =
      new FixedHistogram(
          "restproducer_request_duration_seconds",
          "From a request's head to the acknowledgement of its record",
          NANOS,
          DURATIONS);
  private final FixedHistogram writeDurations =
      new FixedHistogram(
          "restproducer_kafka_write_duration_seconds",
          "From the first offer of a record to the producer to its acknowledgement",
          NANOS,
          DURATIONS);
  private final FixedHistogram recordSizes =
      new FixedHistogram(
          "restproducer_record_size_bytes", "Key and value of acknowledged records", 1, SIZES);

  /**
   * Metrics that nothing was recorded in.
   *
   * @param version of this program; empty: unknown
   */
  public RuntimeMetrics(Optional<String> version) {
    histograms.register(requestDurations);
    histograms.register(writeDurations);
    histograms.register(recordSizes);
    Gauge.builder("restproducer.build.info", () -> 1)
        .description("1; the version is its label")
        .tag("version", version.orElse("unknown"))
        .register(registry);
    ProcessMetrics.bindTo(registry);
    new JvmInfoMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    gc.bindTo(registry);
  }

  /** Counts what a listener of {@code kind} answers; its series are there from now on. */
  public synchronized AnswerObserver answers(ListenerKind kind) {
    return answers.computeIfAbsent(
        kind, k -> new AnswerCounters(registry, k.label(), requestDurations));
  }

  @Override
  public void acknowledged(int bytes, long nanos) {
    recordSizes.record(bytes);
    writeDurations.record(nanos);
  }

  /** Counts one update that was not taken. */
  public void updateRefused() {
    refusedUpdates.increment();
  }

  /** How many requests were refused for {@code reason}. */
  public synchronized long count(Reason reason) {
    return answers.values().stream().mapToLong(counters -> counters.count(reason)).sum();
  }

  /** Shows {@code value} under {@code name} from now on. */
  public void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(registry);
  }

  /** Shows {@code value} of the listener of {@code kind} under {@code name} from now on. */
  public void gauge(String name, String description, ListenerKind kind, Supplier<Number> value) {
    Gauge.builder(name, value)
        .description(description)
        .tag(AnswerCounters.LISTENER, kind.label())
        .register(registry);
  }

  /** Shows {@code value}, which only grows, under {@code name} from now on. */
  public void counter(String name, String description, Supplier<Number> value) {
    // Held weakly is its first argument, the function is not.
    FunctionCounter.builder(name, this, self -> value.get().doubleValue())
        .description(description)
        .register(registry);
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }

  String scrape() {
    return registry.scrape();
  }

  private static PrometheusMeterRegistry registry(PrometheusRegistry own) {
    PrometheusMeterRegistry registry =
        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, own, Clock.SYSTEM);
    // Some collectors of garbage have it, others not.
    registry.config().meterFilter(MeterFilter.denyNameStartsWith("jvm.gc.concurrent"));
    return registry;
  }
}
