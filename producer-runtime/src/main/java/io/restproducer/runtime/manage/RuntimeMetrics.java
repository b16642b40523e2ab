package io.restproducer.runtime.manage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The fixed set of metrics. Labels come from closed lists only: never a key id, a ServiceId, a
 * topic or a path.
 */
public final class RuntimeMetrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final Map<Integer, Counter> requests = new HashMap<>();
  private final Counter refusedFiles;

  public RuntimeMetrics() {
    register(200);
    register(207);
    register(304);
    for (Reason reason : Reason.values()) {
      register(reason.status());
    }
    refusedFiles =
        Counter.builder("restproducer.refused.updates")
            .description("Key tables and mounted files that were not taken")
            .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    gc.bindTo(registry);
  }

  /** Counts one answer. */
  public void answered(int status) {
    requests.get(status).increment();
  }

  /** Counts one update that was not taken. */
  public void updateRefused() {
    refusedFiles.increment();
  }

  /** Shows {@code value} under {@code name} from now on. */
  public void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(registry);
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }

  String scrape() {
    return registry.scrape();
  }

  private void register(int status) {
    requests.put(
        status,
        Counter.builder("restproducer.requests")
            .description("Answered requests")
            .tag("status", Integer.toString(status))
            .register(registry));
  }
}
