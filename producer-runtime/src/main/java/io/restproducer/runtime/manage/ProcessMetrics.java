package io.restproducer.runtime.manage;

import com.sun.management.UnixOperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The process under the names that every Prometheus client gives it, and its threads. Micrometer's
 * own binders have other names, and one that stops every thread to look at its state.
 */
final class ProcessMetrics {
  private static final double NANOS = Duration.ofSeconds(1).toNanos();

  private ProcessMetrics() {}

  static void bindTo(MeterRegistry registry) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      FunctionCounter.builder("process.cpu", system, s -> s.getProcessCpuTime() / NANOS)
          .baseUnit("seconds")
          .description("CPU time of this process")
          .register(registry);
      gauge(registry, "process.open.fds", "Open files", system::getOpenFileDescriptorCount);
      gauge(registry, "process.max.fds", "Its limit", system::getMaxFileDescriptorCount);
    }
    RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
    gauge(
        registry,
        "process.start.time.seconds",
        "When this process began, in epoch seconds",
        () -> runtime.getStartTime() / 1e3);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    gauge(registry, "jvm.threads.live", "Live threads", threads::getThreadCount);
    gauge(registry, "jvm.threads.daemon", "Live daemon threads", threads::getDaemonThreadCount);
  }

  private static void gauge(
      MeterRegistry registry, String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(registry);
  }
}
