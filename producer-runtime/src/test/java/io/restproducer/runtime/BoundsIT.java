package io.restproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.Role;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small runtime at its limits: it says so, lets nobody take everything, and recovers. */
class BoundsIT {
  /** Gives 4 MiB in flight, of which one ServiceId may hold 1 MiB, and 128 connections. */
  private static final long SMALL_HEAP = 16 << 20;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path kafka;
  @TempDir Path directory;
  private static TestBroker broker;
  private final List<RawConnection> open = new ArrayList<>();
  private RuntimeFixture runtime;

  @BeforeAll
  static void startBroker() {
    broker = new TestBroker(kafka, Map.of());
    broker.createTopic(RuntimeFixture.TOPIC, 1, Map.of());
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void start() {
    runtime =
        new RuntimeFixture(directory)
            .withHeap(SMALL_HEAP)
            .files(broker.bootstrapServers())
            .start()
            .awaitReady();
  }

  @AfterEach
  void stop() {
    open.forEach(RawConnection::close);
    runtime.close();
  }

  @Test
  void letsNoServiceIdHoldMoreThanAQuarterAndRecovers() {
    ApiKey other = KeyTables.mint();
    KeyEntry mine = KeyTables.entry(runtime.key, Role.EDITOR, RuntimeFixture.TOPIC);
    runtime.push(2, mine, KeyTables.entry(other, Role.EDITOR, RuntimeFixture.TOPIC));
    for (int i = 0; i < 15; i++) {
      connect().send(runtime.head("POST /topics/orders/records HTTP/1.1", "Content-Length: 65536"));
    }
    await().atMost(PATIENCE).until(() -> runtime.metric("restproducer_requests_in_flight") == 15);

    String full = "m".repeat(65536);
    HttpResponse<String> busy = runtime.produce(full);
    assertThat(busy.statusCode()).as(busy.body()).isEqualTo(503);
    assertThat(busy.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(busy.body()).contains("bytes of this service id");
    HttpRequest others =
        HttpRequest.newBuilder(runtime.uri("/topics/orders/records"))
            .header("Authorization", "Bearer " + other.reveal())
            .POST(BodyPublishers.ofString(full))
            .build();
    assertThat(runtime.send(others).statusCode()).isEqualTo(200);

    open.forEach(RawConnection::close);
    await().atMost(PATIENCE).until(() -> runtime.metric("restproducer_requests_in_flight") == 0);
    await().atMost(PATIENCE).until(() -> runtime.metric("restproducer_bytes_in_flight") == 0);
    assertThat(runtime.produce(full).statusCode()).isEqualTo(200);
  }

  @Test
  void closesTheLongestIdleConnectionNearTheCap() {
    for (int i = 0; i < 150; i++) {
      RawConnection connection = connect();
      assertThat(
              connection
                  .send(
                      runtime.head("POST /topics/orders/records HTTP/1.1", "Content-Length: 1")
                          + "x")
                  .response())
          .contains(" 200 ");
    }

    assertThat(open.get(0).closedByServer()).isTrue();
    assertThat(runtime.metric("restproducer_connections")).isLessThanOrEqualTo(128);
  }

  @Test
  void takesNoMoreConnectionsThanTheCapAndServesTheNextWhenOneEnds() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 128; i++) {
        silent.add(new Socket("127.0.0.1", runtime.apiPort()));
      }
      await().atMost(PATIENCE).until(() -> runtime.metric("restproducer_connections") == 128);

      CompletableFuture<HttpResponse<String>> next =
          CompletableFuture.supplyAsync(() -> runtime.produce("x"));
      assertThat(runtime.metric("restproducer_connections")).isLessThanOrEqualTo(128);
      assertThat(next).isNotDone();
      for (Socket socket : silent) {
        socket.close();
      }

      assertThat(next.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void endsABodyThatDripsInAndServesOthersMeanwhile() {
    RawConnection drip =
        connect()
            .send(
                runtime.head("POST /topics/orders/records HTTP/1.1", "Content-Length: 1000") + "a");

    assertThat(runtime.produce("x").statusCode()).isEqualTo(200);

    assertThat(drip.response())
        .startsWith("HTTP/1.1 408 ")
        .contains("within 30 seconds (1 bytes did)", "Nothing was written")
        .doesNotContain("outcome");
    await().atMost(PATIENCE).until(() -> runtime.metric("restproducer_requests_in_flight") == 0);
  }

  private RawConnection connect() {
    RawConnection connection = new RawConnection(runtime);
    open.add(connection);
    return connection;
  }
}
