package io.restproducer.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Health and metrics over plain HTTP. It must show no secret and change nothing. */
final class ManagementServer implements AutoCloseable {
  private static final int THREADS = 2;

  private final HttpServer server;
  private final ExecutorService threads;

  private ManagementServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Serves at once.
   *
   * @param metrics in Prometheus' text format
   */
  static ManagementServer start(InetSocketAddress address, Health health, Supplier<String> metrics)
      throws IOException {
    HttpServer server = HttpServer.create(address, 0);
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "management");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/livez", exchange -> health(exchange, "/livez", health.broken(), "ok"));
    server.createContext(
        "/readyz", exchange -> health(exchange, "/readyz", health.unready(), health.role()));
    server.createContext("/metrics", exchange -> answer(exchange, "/metrics", 200, metrics.get()));
    server.start();
    return new ManagementServer(server, threads);
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static void health(
      HttpExchange exchange, String path, List<String> problems, String healthy)
      throws IOException {
    if (problems.isEmpty()) {
      answer(exchange, path, 200, healthy + "\n");
    } else {
      answer(exchange, path, 503, String.join("\n", problems) + "\n");
    }
  }

  private static void answer(HttpExchange exchange, String path, int status, String text)
      throws IOException {
    try (exchange) {
      boolean exact = exchange.getRequestURI().getPath().equals(path);
      byte[] body = (exact ? text : "no such path\n").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(exact ? status : 404, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
