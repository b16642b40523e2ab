package io.restproducer.runtime;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.Quota;
import io.restproducer.contract.Role;
import io.restproducer.contract.ServiceIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a well-behaved caller's latency becomes beside one that behaves badly, as a ratio to what it
 * is alone, in one run. No test: run it with {@code -Dit.test=IsolationMeasurement}.
 */
class IsolationMeasurement {
  private static final int WARM_UP = 10_000;
  private static final int REQUESTS = 3_000;
  private static final int ROUNDS = 5;
  private static final long PACE_NANOS = Duration.ofMillis(3).toNanos();

  private final ApiKey limited = KeyTables.mint();

  @Test
  void ofAWellBehavedCaller(@TempDir Path directory) throws Exception {
    try (TestBroker broker = new TestBroker(directory.resolve("kafka"), Map.of());
        RuntimeFixture runtime = new RuntimeFixture(directory.resolve("config"))) {
      broker.createTopic(RuntimeFixture.TOPIC, 3, Map.of());
      runtime.files(broker.bootstrapServers()).start().awaitReady();
      Quota quota = new Quota(OptionalInt.of(20), OptionalLong.empty(), OptionalInt.empty());
      KeyEntry other =
          KeyTables.ofServiceId(
              new ServiceIdentity("apps", "other", "uid-other"),
              KeyTables.entry(limited, Role.EDITOR, RuntimeFixture.TOPIC));
      runtime.push(
          2,
          KeyTables.entry(runtime.key, Role.EDITOR, RuntimeFixture.TOPIC),
          KeyTables.limited(other, quota));
      latency(runtime, WARM_UP);
      List<double[]> ratios = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        double alone = latency(runtime, REQUESTS);
        double besideQuota = beside(runtime, 1, this::exceedItsQuota);
        double besideGarbage = beside(runtime, 1, this::sendGarbage);
        double besideDeaf = beside(runtime, 1, this::readNothing);
        double again = latency(runtime, REQUESTS);
        double base = (alone + again) / 2;
        ratios.add(
            new double[] {
              again / alone, besideQuota / base, besideGarbage / base, besideDeaf / base, base
            });
      }
      System.out.printf(
          "figure: p99 of a well-behaved caller: alone %.2f ms, again alone %.2f, beside a used-up"
              + " quota %.2f, beside garbage %.2f, beside callers that read nothing %.2f%n",
          median(ratios, 4) / 1e6,
          median(ratios, 0),
          median(ratios, 1),
          median(ratios, 2),
          median(ratios, 3));
    }
  }

  private interface Misbehaviour {
    /** One round of it, of about a hundred requests a second for each caller. */
    void round(RuntimeFixture runtime, AtomicBoolean over) throws IOException;
  }

  private double beside(RuntimeFixture runtime, int callers, Misbehaviour misbehaviour)
      throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong rounds = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      Thread thread =
          new Thread(
              () -> {
                while (!over.get()) {
                  try {
                    misbehaviour.round(runtime, over);
                  } catch (IOException | IllegalStateException e) {
                    // It was cut off, as it should be; it comes again.
                  }
                  rounds.incrementAndGet();
                }
              });
      thread.start();
      threads.add(thread);
    }
    double p99 = latency(runtime, REQUESTS);
    over.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    return p99;
  }

  private void exceedItsQuota(RuntimeFixture runtime, AtomicBoolean over) throws IOException {
    LineConnection connection = LineConnection.to(runtime);
    byte[] request = request(limited.reveal(), "x".repeat(1024));
    while (!over.get()) {
      connection.send(request, request.length);
      connection.answer();
      pause(8);
    }
    connection.close();
  }

  private void sendGarbage(RuntimeFixture runtime, AtomicBoolean over) throws IOException {
    LineConnection connection = LineConnection.to(runtime);
    byte[] keyless = request("rpk_wrong", "x");
    byte[] garbage =
        "POST /topics/orders\0 HTTP/9.9\nX\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 50 && !over.get(); i++) {
      connection.send(keyless, keyless.length);
      connection.answer();
      pause(8);
    }
    connection.send(garbage, garbage.length);
    connection.close();
  }

  private void readNothing(RuntimeFixture runtime, AtomicBoolean over) throws IOException {
    LineConnection connection = LineConnection.to(runtime);
    byte[] request = request("rpk_wrong", "x");
    for (int i = 0; i < 2_000 && !over.get(); i++) {
      connection.send(request, request.length);
      pause(5);
    }
    connection.close();
  }

  /** The 99th percentile, in nanoseconds, of requests sent one by one at a steady pace. */
  private static double latency(RuntimeFixture runtime, int requests) throws Exception {
    LineConnection connection = LineConnection.to(runtime);
    byte[] request = request(runtime.key.reveal(), "x".repeat(1024));
    long[] nanos = new long[requests];
    for (int i = 0; i < requests; i++) {
      long start = System.nanoTime();
      connection.send(request, request.length);
      if (connection.answer().state() != Journal.State.WRITTEN) {
        throw new IllegalStateException("a good request was not served");
      }
      nanos[i] = System.nanoTime() - start;
      TimeUnit.NANOSECONDS.sleep(Math.max(0, PACE_NANOS - nanos[i]));
    }
    connection.close();
    Arrays.sort(nanos);
    return nanos[requests * 99 / 100];
  }

  static byte[] request(String key, String body) {
    return ("POST /topics/orders/records HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n"
                .formatted(body.length())
            + "Authorization: Bearer "
            + key
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static double median(List<double[]> rounds, int column) {
    return rounds.stream().mapToDouble(round -> round[column]).sorted().toArray()[ROUNDS / 2];
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
