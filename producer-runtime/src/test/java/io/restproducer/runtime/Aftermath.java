package io.restproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What a runtime holds, in one JVM with its test: taken before an attack, compared after it. The
 * test's own connections must be closed by then.
 */
final class Aftermath {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** For what the JVM loads and caches meanwhile; what an attack leaks must be far above. */
  private static final long HEAP_SLACK = 12L << 20;

  /** Pools of the test's clients and of the broker breathe. */
  private static final int THREADS_SLACK = 8;

  private static final int FILES_SLACK = 16;

  private final RuntimeFixture runtime;
  private final double connections;
  private final long heap = heapAfterCollection();
  private final int threads = threads();
  private final int files = openFiles();

  private Aftermath(RuntimeFixture runtime) {
    this.runtime = runtime;
    this.connections = runtime.metric("restproducer_connections");
  }

  static Aftermath of(RuntimeFixture runtime) {
    return new Aftermath(runtime);
  }

  /** Everything is back where it was, and a well-behaved client is served. */
  void isNone() {
    assertThat(runtime.produceAnew("after").statusCode()).isEqualTo(200);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(runtime.metric("restproducer_requests_in_flight")).isZero();
              assertThat(runtime.metric("restproducer_bytes_in_flight")).isZero();
              assertThat(runtime.metric("restproducer_connections"))
                  .isLessThanOrEqualTo(connections + 1);
              assertThat(threads()).as("threads").isLessThanOrEqualTo(threads + THREADS_SLACK);
              assertThat(openFiles()).as("files").isLessThanOrEqualTo(files + FILES_SLACK);
              assertThat(heapAfterCollection())
                  .as("heap after collection")
                  .isLessThanOrEqualTo(heap + HEAP_SLACK);
            });
  }

  /** Bytes of live objects in the whole JVM. */
  static long heapAfterCollection() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  /** 0 where there is no {@code /proc}. */
  static int openFiles() {
    String[] names = new File("/proc/self/fd").list();
    return names == null ? 0 : names.length;
  }
}
