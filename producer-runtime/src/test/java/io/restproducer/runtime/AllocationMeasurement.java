package io.restproducer.runtime;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the runtime allocates for one accepted request with a record of 1 KiB, to be compared with
 * the same figure of another commit. No test: run it with {@code -Dit.test=AllocationMeasurement}.
 */
class AllocationMeasurement {
  private static final int WARM_UP = 20_000;
  private static final int ROUNDS = 5;
  private static final int REQUESTS = 20_000;

  @Test
  void ofOneRequest(@TempDir Path directory) {
    try (TestBroker broker = new TestBroker(directory.resolve("kafka"), Map.of());
        RuntimeFixture runtime = new RuntimeFixture(directory.resolve("config"))) {
      broker.createTopic(RuntimeFixture.TOPIC, 1, Map.of());
      runtime.files(broker.bootstrapServers()).start().awaitReady();
      try (RawConnection connection = new RawConnection(runtime)) {
        byte[] request =
            ("POST /topics/orders/records HTTP/1.1\r\nHost: h\r\nContent-Length: 1024\r\n"
                    + "Content-Type: text/plain\r\nAuthorization: Bearer "
                    + runtime.key.reveal()
                    + "\r\n\r\n"
                    + "x".repeat(1024))
                .getBytes(StandardCharsets.US_ASCII);
        send(connection, request, WARM_UP);
        long[] rounds = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
          long before = allocated();
          send(connection, request, REQUESTS);
          rounds[i] = (allocated() - before) / REQUESTS;
        }
        Arrays.sort(rounds);
        System.out.println(
            "figure: bytes allocated for a request: "
                + rounds[ROUNDS / 2]
                + " "
                + Arrays.toString(rounds));
      }
    }
  }

  private static void send(RawConnection connection, byte[] request, int times) {
    for (int i = 0; i < times; i++) {
      if (!connection.send(request).response().contains("200 OK")) {
        throw new IllegalStateException("a request failed");
      }
    }
  }

  /** By the threads that serve requests: those of the listener and of Kafka's producer. */
  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(info -> info != null)
        .filter(
            info ->
                info.getThreadName().startsWith("XNIO")
                    || info.getThreadName().startsWith("kafka-producer"))
        .mapToLong(info -> threads.getThreadAllocatedBytes(info.getThreadId()))
        .sum();
  }
}
