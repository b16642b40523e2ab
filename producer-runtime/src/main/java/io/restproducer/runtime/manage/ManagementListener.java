package io.restproducer.runtime.manage;

import io.restproducer.contract.ManagementPaths;
import io.restproducer.contract.StatusReport;
import io.restproducer.runtime.snapshot.Snapshots;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.Headers;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.xnio.Options;

/**
 * The management port: plain HTTP without secrets, on threads of its own, so that it answers while
 * the other listener is busy. A key table counts only by its signature.
 */
public final class ManagementListener implements AutoCloseable {
  private static final String METRICS = "/metrics";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  private static final int IDLE_MILLIS = 60_000;
  private static final int MOST_CONNECTIONS = 1_000;

  private final Undertow server;
  private final int port;

  /** Opens the port. */
  public ManagementListener(
      String address,
      int port,
      Snapshots snapshots,
      Readiness readiness,
      Supplier<StatusReport> status,
      RuntimeMetrics metrics) {
    HttpHandler paths =
        Handlers.path()
            .addExactPath(ManagementPaths.LIVE, exchange -> text(exchange, 200, "live\n"))
            .addExactPath(ManagementPaths.READY, exchange -> ready(exchange, readiness))
            .addExactPath(METRICS, exchange -> metrics(exchange, metrics))
            .addExactPath(ManagementPaths.STATUS, exchange -> status(exchange, status.get()))
            .addExactPath(
                ManagementPaths.KEY_TABLE,
                new BlockingHandler(new KeyTableHandler(snapshots, status, metrics)));
    this.server =
        Undertow.builder()
            .addHttpListener(port, address, paths)
            .setIoThreads(1)
            .setWorkerThreads(2)
            .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, IDLE_MILLIS)
            .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, IDLE_MILLIS)
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, KeyTableHandler.MOST_BYTES + 1L)
            .setSocketOption(Options.CONNECTION_HIGH_WATER, MOST_CONNECTIONS)
            .setSocketOption(Options.CONNECTION_LOW_WATER, MOST_CONNECTIONS - 1)
            .setSocketOption(Options.READ_TIMEOUT, IDLE_MILLIS)
            .setSocketOption(Options.WRITE_TIMEOUT, IDLE_MILLIS)
            .build();
    try {
      server.start();
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "the management port %s:%d cannot be opened; free it, or set another with MANAGEMENT_PORT"
              .formatted(address, port),
          e);
    }
    this.port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  /** The port that is listened on. */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    server.stop();
  }

  static void text(HttpServerExchange exchange, int code, String text) {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
    exchange.setStatusCode(code).getResponseSender().send(text);
  }

  static void status(HttpServerExchange exchange, StatusReport report) {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseSender().send(ByteBuffer.wrap(report.toJson()));
  }

  private static void ready(HttpServerExchange exchange, Readiness readiness) {
    Optional<String> against = readiness.reasonAgainst();
    text(exchange, against.isEmpty() ? 200 : 503, against.orElse("ready") + "\n");
  }

  private static void metrics(HttpServerExchange exchange, RuntimeMetrics metrics) {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, PROMETHEUS);
    exchange.getResponseSender().send(metrics.scrape(), StandardCharsets.UTF_8);
  }
}
