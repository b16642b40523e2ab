package io.restproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.Role;
import io.restproducer.contract.SealingKey;
import io.restproducer.runtime.limits.Deadlines;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.SecureRandom;
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

/** Bounds, deadlines and drain hold on the port for client certificates as on the other one. */
class ClientAuthBoundsIT {
  /** Gives 128 connections, half of them for each port. */
  private static final long SMALL_HEAP = 16 << 20;

  private static final int CAP = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Deadlines SHORT =
      new Deadlines(
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(4),
          Duration.ofSeconds(2));
  private static final String HEAD = "POST /topics/orders/records HTTP/1.1\r\nHost: h\r\n";
  private static final String POST = HEAD + "Content-Length: 1\r\n\r\nx";

  @TempDir static Path kafka;
  @TempDir Path directory;
  private static TestBroker broker;
  private final TestAuthority authority = TestAuthority.named("gateway clients v1");
  private final SealingKey sealing = SealingKey.mint(new SecureRandom());
  private final ApiKey key = KeyTables.mint();
  private final ClientIdentity client = authority.seal(key, sealing);
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
            .withClientAuth()
            .withHeap(SMALL_HEAP)
            .files(broker.bootstrapServers())
            .trust(authority)
            .openWith(sealing);
  }

  @AfterEach
  void stop() {
    runtime.close();
  }

  @Test
  void aFloodOnThisPortStopsAtItsShareAndLeavesTheOtherOneReachable() throws Exception {
    serve();
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < CAP + 20; i++) {
        silent.add(new Socket("127.0.0.1", runtime.clientAuthPort()));
      }
      await().atMost(PATIENCE).until(() -> connections("clientAuth") == CAP);

      assertThat(runtime.produce("x").statusCode()).isEqualTo(200);
      CompletableFuture<String> next = CompletableFuture.supplyAsync(this::post);
      Thread.sleep(500);
      assertThat(next).isNotDone();
      assertThat(connections("clientAuth")).isEqualTo(CAP);
      close(silent);

      assertThat(next.get(60, TimeUnit.SECONDS)).contains(" 200 ");
    } finally {
      close(silent);
    }
  }

  @Test
  void closesTheLongestIdleConnectionNearItsShare() {
    serve();
    List<RawConnection> open = new ArrayList<>();
    try {
      for (int i = 0; i < CAP + 10; i++) {
        RawConnection connection = connect();
        open.add(connection);
        assertThat(connection.send(POST).response()).contains(" 200 ");
      }

      assertThat(open.get(0).closedByServer()).isTrue();
      assertThat(connections("clientAuth")).isLessThanOrEqualTo(CAP);
    } finally {
      open.forEach(RawConnection::close);
    }
  }

  @Test
  void endsHandshakesHeadsAndBodiesThatDripIn() throws IOException {
    runtime.within(SHORT);
    serve();
    try (Socket silent = new Socket("127.0.0.1", runtime.clientAuthPort());
        RawConnection head = connect();
        RawConnection body = connect()) {
      silent.getOutputStream().write(22);
      head.send("POST /top");
      body.send(HEAD + "Content-Length: 10\r\n\r\nm");

      assertThat(body.untilClosed()).startsWith("HTTP/1.1 408 ");
      assertThat(head.untilClosed()).isEmpty();
      silent.setSoTimeout(60_000);
      assertThat(silent.getInputStream().readAllBytes()).isEmpty();
    }
    await().atMost(PATIENCE).until(() -> connections("clientAuth") == 0);
    await().atMost(PATIENCE).until(() -> runtime.metric("restproducer_requests_in_flight") == 0);
  }

  @Test
  void refusesHeadsThatCanBeReadInTwoWays() {
    serve();
    try (RawConnection connection = connect()) {
      assertThat(connection.send(HEAD + " folded: 1\r\n\r\n" + POST).untilClosed())
          .startsWith("HTTP/1.1 400 ")
          .doesNotContain(" 200 ");
    }
  }

  @Test
  void drainsBothPorts() throws Exception {
    runtime.withDrainSeconds(60).files(broker.bootstrapServers());
    serve();
    try (RawConnection connection = connect()) {
      assertThat(connection.send(POST).response()).contains("200 OK", "keep-alive");
      CompletableFuture<Void> drained =
          CompletableFuture.runAsync(
              () -> {
                try {
                  runtime.runtime().drain();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      await().atMost(PATIENCE).until(() -> runtime.management("/readyz").statusCode() == 503);

      assertThat(drained).isNotDone();
      assertThat(connection.send(POST).response()).contains("200 OK", "Connection: close");
      drained.get(50, TimeUnit.SECONDS);
    }
  }

  private void serve() {
    runtime.start().awaitReady();
    runtime.push(
        2,
        KeyTables.sealed(
            KeyTables.entry(key, Role.EDITOR, RuntimeFixture.TOPIC), client.sealedIn()),
        KeyTables.entry(runtime.key, Role.EDITOR, RuntimeFixture.TOPIC));
  }

  private RawConnection connect() {
    return new RawConnection(client.trusting(runtime.certificate), runtime.clientAuthPort());
  }

  private String post() {
    try (RawConnection connection = connect()) {
      return connection.send(POST).response();
    }
  }

  private double connections(String listener) {
    return Scrape.of(runtime.management("/metrics").body())
        .value("restproducer_connections{listener=\"" + listener + "\"}");
  }

  private static void close(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
