package io.restproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.restproducer.runtime.limits.Deadlines;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that take their time, take everything, or speak something else. Each is ended within its
 * deadline; others are served meanwhile; nothing of it is left.
 */
class HostileClientIT {
  private static final Deadlines SHORT =
      new Deadlines(
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(4),
          Duration.ofSeconds(2));
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String POST = "POST /topics/orders/records HTTP/1.1";
  private static final String CHUNKED = "Transfer-Encoding: chunked";

  @TempDir static Path kafka;
  @TempDir Path directory;
  private static TestBroker broker;
  private RuntimeFixture runtime;
  private Aftermath aftermath;

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
    runtime = new RuntimeFixture(directory).within(SHORT).withHeap(64 << 20).withDrainSeconds(1);
    runtime.files(broker.bootstrapServers()).start().awaitReady();
    assertThat(runtime.produce("x").statusCode()).isEqualTo(200);
    aftermath = Aftermath.of(runtime);
  }

  @AfterEach
  void nothingIsLeft() {
    try {
      if (aftermath != null) {
        aftermath.isNone();
      }
    } finally {
      runtime.close();
    }
  }

  @Test
  void endsAHeadThatDripsIn() {
    try (RawConnection connection = new RawConnection(runtime)) {
      Drip drip = new Drip(connection, POST + "\r\nX: " + "y".repeat(10_000));

      assertThat(runtime.produceAnew("x").statusCode()).isEqualTo(200);

      assertThat(connection.untilClosed()).isEmpty();
      drip.hasEnded();
    }
  }

  /** Undertow answers such requests itself, but not before their body has ended. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1\r\n",
        "HTTP/1.1\n",
        "HTTP/1.1\r\nHost: a\r\nHost: b\r\n",
        "HTTP/1.1\r\nHost: h:\r\n",
        "HTTP/1.1\r\nHost: h:70000\r\n"
      })
  void endsARequestWithoutAHostWhoseBodyDoesNotEnd(String start) {
    for (String body : List.of("Content-Length: 1\r\n\r\n", "Content-Length: 90000\r\n\r\nm")) {
      try (RawConnection connection = new RawConnection(runtime)) {
        connection.send("POST / " + start + body);

        assertThat(connection.untilClosed()).matches("|HTTP/1.1 400 [\\s\\S]*");
      }
    }
    for (String piece : List.of("1\r\nm\r\n", "A:b\r\n")) {
      try (RawConnection connection = new RawConnection(runtime)) {
        connection.send("POST / " + start + CHUNKED + "\r\n\r\n");
        connection.send(piece.startsWith("A") ? "0\r\n" : "");
        Drip drip = new Drip(connection, "", piece.repeat(1 << 10));

        assertThat(connection.untilClosed()).matches("|HTTP/1.1 400 [\\s\\S]*");
        drip.hasEnded();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 1000\r\n\r\n", CHUNKED + "\r\n\r\n3E8\r\n"})
  void endsABodyThatDripsIn(String framing) {
    try (RawConnection connection = new RawConnection(runtime)) {
      String head = runtime.head(POST, framing.substring(0, framing.indexOf("\r\n")));
      connection.send(head + framing.substring(framing.indexOf("\r\n\r\n") + 4));
      Drip drip = new Drip(connection, "m".repeat(1000));

      assertThat(runtime.produceAnew("x").statusCode()).isEqualTo(200);

      assertThat(connection.untilClosed())
          .startsWith("HTTP/1.1 408 ")
          .contains("within 2 seconds", "Nothing was written");
      drip.hasEnded();
    }
  }

  /** Who has no key is answered at once; what still comes is thrown away, and not for long. */
  @ParameterizedTest
  @ValueSource(
      strings = {"1\r\nm\r\n", "0\r\n", "A:b\r\n", "FFFFFFF\r\nmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm"})
  void endsABodyWithoutAnEndOfWhoeverHasNoKey(String piece) {
    String start = piece.startsWith("A") ? "0\r\n" : "";
    try (RawConnection connection = new RawConnection(runtime)) {
      connection.send(POST + "\r\nHost: h\r\n" + CHUNKED + "\r\n\r\n" + start);
      Drip drip = new Drip(connection, piece, piece.repeat(1 << 10));

      assertThat(connection.untilClosed()).startsWith("HTTP/1.1 401 ");
      drip.hasEnded();
    }
  }

  @Test
  void endsChunksAndTrailersWithoutAnEndOfWhoeverHasOne() {
    for (String piece : List.of("1\r\nm\r\n", "A:b\r\n")) {
      try (RawConnection connection = new RawConnection(runtime)) {
        connection.send(runtime.head(POST, CHUNKED) + (piece.startsWith("A") ? "0\r\n" : ""));
        Drip drip = new Drip(connection, "", piece.repeat(1 << 10));

        assertThat(connection.untilClosed()).containsPattern("^HTTP/1.1 4(00|08|13) ");
        drip.hasEnded();
      }
    }
  }

  @Test
  void closesAConnectionThatSendsNoRequest() {
    try (RawConnection fresh = new RawConnection(runtime);
        RawConnection used = new RawConnection(runtime)) {
      fresh.handshake();
      assertThat(used.send(runtime.head(POST, "Content-Length: 1") + "x").response())
          .contains(" 200 ");

      assertThat(fresh.untilClosed()).isEmpty();
      assertThat(used.untilClosed()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\u0016",
        "\u0016\u0003\u0001\u0002\0\u0001",
        "\u0016\u0003\u0001\u0000\u0005\u0001\u0000\u0000\u0001\u0003",
        "GET /alive HTTP/1.1\r\nHost: h\r\n\r\n",
        "\u0080\u002e\u0001\u0003\u0001",
        "SSH-2.0-OpenSSH_9.6\r\n",
        "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
      })
  void closesWhatIsNoHandshakeOrBreaksOffInsideOne(String bytes) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", runtime.apiPort())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));

      assertThat(read(socket.getInputStream())).doesNotContain("HTTP/1.1 200");
    }
  }

  @Test
  void endsAHandshakeThatBreaksOffAtAnyByte() throws IOException {
    byte[] hello = clientHello();
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int length = 1; length < hello.length; length += 7) {
        Socket socket = new Socket("127.0.0.1", runtime.apiPort());
        sockets.add(socket);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.getOutputStream().write(hello, 0, length);
      }
      assertThat(runtime.produceAnew("x").statusCode()).isEqualTo(200);
      for (Socket socket : sockets) {
        read(socket.getInputStream());
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void speaksNoOldTls() throws IOException {
    SSLSocketFactory factory = TestCertificate.trusting(runtime.certificate).getSocketFactory();
    for (String old : List.of("TLSv1.1", "TLSv1")) {
      try (SSLSocket socket = (SSLSocket) factory.createSocket("127.0.0.1", runtime.apiPort())) {
        socket.setEnabledProtocols(new String[] {old});
        assertThat(catchThrowable(socket::startHandshake)).isInstanceOf(IOException.class);
      }
    }
  }

  /** Answers that nobody reads fill the buffers of the kernel; then no further request is read. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void endsAClientThatNeverReadsItsAnswers(boolean draining) throws Exception {
    AtomicLong sent = new AtomicLong();
    try (RawConnection connection = new RawConnection(runtime, 4096)) {
      CompletableFuture<Void> ended =
          CompletableFuture.runAsync(() -> sendForEver(connection, sent));
      await().atMost(PATIENCE).until(() -> sent.get() > 1_000);
      assertThat(runtime.produceAnew("x").statusCode()).isEqualTo(200);

      if (draining) {
        aftermath = null;
        CompletableFuture<Void> drained = CompletableFuture.runAsync(this::drain);
        drained.get(30, TimeUnit.SECONDS);
      }

      ended.get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void servesOthersBesideAClientThatReadsAByteNowAndThen() throws Exception {
    AtomicLong sent = new AtomicLong();
    CompletableFuture<Void> ended;
    try (RawConnection connection = new RawConnection(runtime, 4096)) {
      ended = CompletableFuture.runAsync(() -> sendForEver(connection, sent));
      for (int i = 0; i < 40; i++) {
        connection.readOne();
        assertThat(runtime.produceAnew("x").statusCode()).isEqualTo(200);
      }
      assertThat(runtime.metric("restproducer_bytes_in_flight")).isLessThan(1 << 20);
    }
    ended.get(60, TimeUnit.SECONDS);
  }

  private void sendForEver(RawConnection connection, AtomicLong sent) {
    String request = runtime.head("GET /alive HTTP/1.1");
    try {
      while (true) {
        connection.send(request);
        sent.incrementAndGet();
      }
    } catch (IllegalStateException e) {
      // The server has closed.
    }
  }

  private void drain() {
    try {
      runtime.runtime().drain();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String read(InputStream in) throws IOException {
    try {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("still open", e);
    } catch (IOException e) {
      return "";
    }
  }

  /** What a client of this JVM says first. */
  private byte[] clientHello() throws IOException {
    SSLSocketFactory factory = TestCertificate.trusting(runtime.certificate).getSocketFactory();
    try (ServerSocket listener = new ServerSocket(0);
        SSLSocket client = (SSLSocket) factory.createSocket("127.0.0.1", listener.getLocalPort())) {
      CompletableFuture<Throwable> shaking =
          CompletableFuture.supplyAsync(() -> catchThrowable(client::startHandshake));
      byte[] hello = firstRecord(listener);
      assertThat(shaking.join()).isNotNull();
      return hello;
    }
  }

  private static byte[] firstRecord(ServerSocket listener) throws IOException {
    try (Socket server = listener.accept()) {
      byte[] start = server.getInputStream().readNBytes(5);
      int length = (start[3] & 0xff) << 8 | start[4] & 0xff;
      byte[] hello = Arrays.copyOf(start, 5 + length);
      server.getInputStream().readNBytes(hello, 5, length);
      return hello;
    }
  }

  /** Sends a byte, or a piece again and again, until the server has closed. */
  private static final class Drip {
    private static final int MILLIS = 100;
    private final CompletableFuture<Void> sending;

    Drip(RawConnection connection, String bytes) {
      sending =
          CompletableFuture.runAsync(
              () -> {
                for (byte b : bytes.getBytes(StandardCharsets.ISO_8859_1)) {
                  connection.send(new byte[] {b});
                  pause();
                }
              });
    }

    Drip(RawConnection connection, String first, String again) {
      sending =
          CompletableFuture.runAsync(
              () -> {
                connection.send(first);
                while (true) {
                  connection.send(again);
                }
              });
    }

    void hasEnded() {
      await().atMost(PATIENCE).until(sending::isCompletedExceptionally);
    }

    private static void pause() {
      try {
        TimeUnit.MILLISECONDS.sleep(MILLIS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
