package io.restproducer.runtime;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.Role;
import io.restproducer.contract.ServiceIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the latency of accepted requests becomes when twice as many are offered as may be in flight,
 * as a ratio to what one caller alone sees, in one run. The limit is a tenth of what the machine
 * carries, which is measured first; as that much can only be under way while Kafka takes its time,
 * the broker is 100 ms away. No test: run it with {@code -Dit.test=AdmissionMeasurement}.
 */
class AdmissionMeasurement {
  private static final Duration DISTANCE = Duration.ofMillis(100);
  private static final String BODY = "x".repeat(80 << 10);
  private static final int LIMIT = 20;

  /** A quarter of it is for bodies: room for just so many of these. */
  private static final long HEAP = 4L * LIMIT * (BODY.length() + 1024);

  private static final int SERVICE_IDS = 9;
  private static final int ROUNDS = 3;
  private static final long SECONDS = Long.getLong("measurement.seconds", 10);

  private final List<ApiKey> keys =
      IntStream.range(0, SERVICE_IDS).mapToObj(i -> KeyTables.mint()).toList();

  /** Latencies of accepted requests in nanoseconds, and how many were refused with 503. */
  private record Seen(List<Long> accepted, long refused) {
    double p99() {
      return accepted.stream().sorted().skip(accepted.size() * 99L / 100).findFirst().orElseThrow();
    }
  }

  @Test
  void ofAcceptedRequests(@TempDir Path directory) throws Exception {
    try (MutedBroker kafka = new MutedBroker(directory.resolve("kafka"));
        RuntimeFixture roomy = new RuntimeFixture(directory.resolve("roomy"));
        RuntimeFixture narrow = new RuntimeFixture(directory.resolve("narrow"))) {
      TestBroker broker = kafka.broker();
      broker.createTopic(RuntimeFixture.TOPIC, 12, Map.of());
      start(roomy.withHeap(512 << 20), broker);
      start(narrow.withHeap(HEAP), broker);
      kafka.delay(DISTANCE);
      offer(roomy, LIMIT, SECONDS);
      Seen carried = offer(roomy, 10 * LIMIT, SECONDS);
      if (carried.refused() > 0) {
        throw new IllegalStateException("a tenth of nothing: " + carried.refused() + " refused");
      }
      offer(narrow, 1, SECONDS);
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        double alone = offer(narrow, 1, SECONDS).p99();
        Seen crowd = offer(narrow, 2 * LIMIT, SECONDS);
        ratios.add(crowd.p99() / alone);
        System.out.printf(
            "alone %.1f ms, accepted among %d callers %.1f ms: %d accepted, %.2f of what the machine"
                + " carries, %d refused%n",
            alone / 1e6,
            2 * LIMIT,
            crowd.p99() / 1e6,
            crowd.accepted().size(),
            (double) crowd.accepted().size() / carried.accepted().size(),
            crowd.refused());
      }
      System.out.printf(
          "figure: p99 of accepted requests at twice the limit of what is in flight: %.2f of alone%n",
          ratios.stream().sorted().skip(ROUNDS / 2).findFirst().orElseThrow());
    }
  }

  private void start(RuntimeFixture runtime, TestBroker broker) {
    runtime
        .with("MAX_MESSAGE_SIZE", "131072")
        .files(broker.bootstrapServers())
        .start()
        .awaitReady();
    runtime.push(
        2,
        IntStream.range(0, SERVICE_IDS)
            .mapToObj(
                i ->
                    KeyTables.ofServiceId(
                        new ServiceIdentity("apps", "caller-" + i, "uid-" + i),
                        KeyTables.entry(keys.get(i), Role.EDITOR, RuntimeFixture.TOPIC)))
            .toArray(KeyEntry[]::new));
  }

  private Seen offer(RuntimeFixture runtime, int callers, long seconds) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      List<Callable<Seen>> calls = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        byte[] request = IsolationMeasurement.request(keys.get(i % SERVICE_IDS).reveal(), BODY);
        calls.add(() -> call(runtime, request, end));
      }
      List<Long> accepted = new ArrayList<>();
      long refused = 0;
      for (Future<Seen> seen : threads.invokeAll(calls)) {
        accepted.addAll(seen.get().accepted());
        refused += seen.get().refused();
      }
      return new Seen(accepted, refused);
    } finally {
      threads.shutdownNow();
    }
  }

  /** One after the other; who is refused comes again a moment later. */
  private static Seen call(RuntimeFixture runtime, byte[] request, long end)
      throws IOException, InterruptedException {
    LineConnection connection = LineConnection.to(runtime);
    List<Long> accepted = new ArrayList<>();
    long refused = 0;
    do {
      long start = System.nanoTime();
      connection.send(request, request.length);
      Journal.Answer answer = connection.answer();
      if (answer.state() == Journal.State.WRITTEN) {
        accepted.add(System.nanoTime() - start);
      } else if (answer.status() == 503) {
        refused++;
        TimeUnit.MILLISECONDS.sleep(20);
      } else {
        throw new IllegalStateException("answered " + answer);
      }
    } while (System.nanoTime() < end);
    connection.close();
    return new Seen(accepted, refused);
  }
}
