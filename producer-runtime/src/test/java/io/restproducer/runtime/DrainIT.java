package io.restproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stopping loses nothing. */
class DrainIT {
  private static final int CLIENTS = 8;

  @Test
  void losesNoAcknowledgedRecordAndLeavesNoRequestUnanswered(@TempDir Path directory)
      throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try (TestBroker broker = new TestBroker(directory.resolve("kafka"), Map.of());
        RuntimeFixture runtime = new RuntimeFixture(directory.resolve("config"))) {
      broker.createTopic(RuntimeFixture.TOPIC, 1, Map.of());
      runtime.withDrainSeconds(2).files(broker.bootstrapServers()).start().awaitReady();
      AtomicInteger acknowledged = new AtomicInteger();
      List<Future<Integer>> ends = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        ends.add(clients.submit(() -> produceUntilRefused(runtime, acknowledged)));
      }
      await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.get() > 100);

      int before = acknowledged.get();
      runtime.runtime().drain();

      for (Future<Integer> end : ends) {
        assertThat(end.get()).isIn(503, -1);
      }
      assertThat(acknowledged.get()).isGreaterThan(before);
      assertThat(broker.end(RuntimeFixture.TOPIC, 0)).isEqualTo(acknowledged.get());
    } finally {
      clients.shutdownNow();
    }
  }

  @Test
  void saysFarewellOnEachConnectionAndIsUnreadyAtOnce(@TempDir Path directory) throws Exception {
    try (TestBroker broker = new TestBroker(directory.resolve("kafka"), Map.of());
        RuntimeFixture runtime = new RuntimeFixture(directory.resolve("config"))) {
      broker.createTopic(RuntimeFixture.TOPIC, 1, Map.of());
      runtime.withDrainSeconds(60).files(broker.bootstrapServers()).start().awaitReady();
      try (RawConnection connection = new RawConnection(runtime)) {
        String request =
            "POST /topics/orders/records HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n"
                + "Authorization: Bearer "
                + runtime.key.reveal()
                + "\r\n\r\nx";
        assertThat(connection.send(request).response()).contains("200 OK", "keep-alive");
        Thread drain = new Thread(() -> drain(runtime));
        drain.start();
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> runtime.management("/readyz").statusCode() == 503);

        assertThat(connection.send(request).response()).contains("200 OK", "Connection: close");
        assertThat(connection.closedByServer()).isTrue();
        drain.join(Duration.ofSeconds(50).toMillis());
        assertThat(drain.isAlive()).as("nobody is connected any more").isFalse();
      }
    }
  }

  /** It may take longer than stopping does, and whoever sent it has to know what became of it. */
  @Test
  void answersABodyThatDoesNotEndInTime(@TempDir Path directory) throws Exception {
    try (TestBroker broker = new TestBroker(directory.resolve("kafka"), Map.of());
        RuntimeFixture runtime = new RuntimeFixture(directory.resolve("config"))) {
      broker.createTopic(RuntimeFixture.TOPIC, 1, Map.of());
      runtime.withDrainSeconds(1).files(broker.bootstrapServers()).start().awaitReady();
      try (RawConnection connection = new RawConnection(runtime)) {
        String head =
            runtime.head("POST /topics/orders/records HTTP/1.1", "Content-Length: 2") + "x";
        connection.send(head);
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> runtime.metric("restproducer_requests_in_flight") == 1);
        Thread drain = new Thread(() -> drain(runtime));
        drain.start();

        assertThat(connection.untilClosed())
            .startsWith("HTTP/1.1 503 ")
            .contains("Nothing was written");
        drain.join();
      }
    }
  }

  private static void drain(RuntimeFixture runtime) {
    try {
      runtime.runtime().drain();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The status that ended it, or -1 when nobody listened any more. */
  private static int produceUntilRefused(RuntimeFixture runtime, AtomicInteger acknowledged)
      throws InterruptedException {
    HttpClient client = runtime.newClient();
    while (true) {
      try {
        HttpResponse<String> response =
            client.send(
                runtime.post(RuntimeFixture.TOPIC, BodyPublishers.ofString("x")).build(),
                BodyHandlers.ofString());
        if (response.statusCode() != 200) {
          return response.statusCode();
        }
        acknowledged.incrementAndGet();
      } catch (IOException e) {
        return -1;
      }
    }
  }
}
