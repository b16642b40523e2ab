package io.restproducer.operator.pods;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restproducer.contract.ManagementPaths;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A management port that takes tables as the runtime does; a table's only byte is its revision. */
final class FakePod implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger pushes = new AtomicInteger();
  private volatile long revision;

  private FakePod(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(loopback(), port), 0);
    server.setExecutor(threads);
    server.createContext(ManagementPaths.STATUS, this::report);
    server.createContext(ManagementPaths.KEY_TABLE, this::take);
    server.start();
  }

  static FakePod start() throws IOException {
    return new FakePod(0);
  }

  /** What comes back after a crash: same address, no table. */
  FakePod restart() throws IOException {
    close();
    return new FakePod(port());
  }

  PodEndpoint endpoint(String name) {
    return new PodEndpoint(name, "uid-" + name, "c", loopback().getHostAddress(), port());
  }

  long revision() {
    return revision;
  }

  int pushes() {
    return pushes.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void report(HttpExchange exchange) throws IOException {
    answer(exchange, 200, Reports.at(revision).toJson());
  }

  private synchronized void take(HttpExchange exchange) throws IOException {
    byte[] table = exchange.getRequestBody().readAllBytes();
    pushes.incrementAndGet();
    if (table.length != 1) {
      answer(exchange, 400, "not a key table".getBytes(StandardCharsets.UTF_8));
    } else if (table[0] < revision) {
      answer(exchange, 409, Reports.at(revision).toJson());
    } else {
      revision = table[0];
      answer(exchange, 200, Reports.at(revision).toJson());
    }
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }
}
