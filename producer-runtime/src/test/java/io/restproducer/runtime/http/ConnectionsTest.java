package io.restproducer.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AtomicLong nanos = new AtomicLong();
  private Connections connections;
  private Undertow server;

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void saysFarewellAtTheFirstAnswerAfterTenMinutes() throws IOException {
    serve(exchange -> exchange.setStatusCode(200));
    try (Client client = new Client()) {
      nanos.addAndGet(Connections.LONGEST_LIFE.toNanos());
      assertThat(client.ask()).doesNotContain("Connection: close");
      nanos.addAndGet(Connections.LONGEST_LIFE.toNanos());
      assertThat(client.ask()).doesNotContain("Connection: close");
      nanos.addAndGet(1);

      assertThat(client.ask()).contains("Connection: close");
      assertThat(client.ended()).isTrue();
    }
  }

  @Test
  void closesTheLongestIdleConnectionAndNoOther() throws IOException {
    serve(exchange -> exchange.setStatusCode(200));
    try (Client first = new Client();
        Client second = new Client()) {
      first.ask();
      second.ask();
      nanos.addAndGet(1);
      second.ask();
      connections.closeIdle(1);

      assertThat(first.ended()).isTrue();
      assertThat(second.ask()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void leavesAConnectionAloneWhoseRequestIsNotAnsweredYet() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CompletableFuture<Void> answer = new CompletableFuture<>();
    serve(
        exchange ->
            exchange.dispatch(
                () -> {
                  asked.countDown();
                  answer.join();
                  exchange.setStatusCode(200).endExchange();
                }));
    try (Client client = new Client()) {
      client.send();
      asked.await();
      connections.closeIdle(10);
      answer.complete(null);

      assertThat(client.head()).startsWith("HTTP/1.1 200");
    }
  }

  private void serve(HttpHandler handler) {
    connections = new Connections(handler, nanos::get);
    server =
        Undertow.builder().setIoThreads(1).addHttpListener(0, "127.0.0.1", connections).build();
    server.start();
  }

  private final class Client implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;

    Client() throws IOException {
      InetSocketAddress at = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
      socket = new Socket(at.getAddress(), at.getPort());
      socket.setSoTimeout((int) PATIENCE.toMillis());
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    String ask() throws IOException {
      send();
      return head();
    }

    void send() throws IOException {
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: h\r\n\r\n".getBytes());
    }

    String head() throws IOException {
      StringBuilder head = new StringBuilder();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        head.append(line).append('\n');
      }
      return head.toString();
    }

    boolean ended() throws IOException {
      return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
