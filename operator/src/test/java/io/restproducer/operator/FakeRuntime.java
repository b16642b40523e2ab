package io.restproducer.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restproducer.contract.InvalidKeyTable;
import io.restproducer.contract.KeyTable;
import io.restproducer.contract.ManagementPaths;
import io.restproducer.contract.RuntimeConfiguration;
import io.restproducer.contract.Sha256;
import io.restproducer.contract.SignedKeyTable;
import io.restproducer.contract.StatusReport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;

/** The management port of a pod: verifies key tables as the real runtime does, and reports. */
final class FakeRuntime implements AutoCloseable {
  private final byte[] configurationFile;
  private final RuntimeConfiguration configuration;
  private final StatusReport.Limits limits;
  private final HttpServer server;
  private final List<KeyTable> tables = new CopyOnWriteArrayList<>();
  private volatile boolean deaf;

  private FakeRuntime(byte[] configurationFile, StatusReport.Limits limits, HttpServer server) {
    this.configurationFile = configurationFile;
    this.configuration = RuntimeConfiguration.parse(configurationFile);
    this.limits = limits;
    this.server = server;
  }

  static FakeRuntime start(byte[] configurationFile, byte[] mounted, StatusReport.Limits limits)
      throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    FakeRuntime runtime = new FakeRuntime(configurationFile, limits, server);
    runtime.load(mounted);
    server.createContext(ManagementPaths.STATUS, runtime::status);
    server.createContext(ManagementPaths.KEY_TABLE, runtime::push);
    server.start();
    return runtime;
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Refuses every table from now on, as a pod does that has lost its mind. */
  void turnDeaf(boolean nowDeaf) {
    deaf = nowDeaf;
  }

  /** Every table that was loaded, in order. */
  List<KeyTable> tables() {
    return tables;
  }

  KeyTable table() {
    return tables.get(tables.size() - 1);
  }

  boolean knows(String keyId) {
    return table().entries().stream().anyMatch(entry -> entry.id().equals(keyId));
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void status(HttpExchange exchange) throws IOException {
    answer(exchange, 200, report().toJson());
  }

  private void push(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    try {
      if (deaf) {
        answer(exchange, 400, "deaf".getBytes(StandardCharsets.US_ASCII));
      } else {
        answer(exchange, load(body) ? 200 : 409, report().toJson());
      }
    } catch (IllegalStateException e) {
      answer(exchange, 400, e.getMessage().getBytes(StandardCharsets.UTF_8));
    }
  }

  private synchronized boolean load(byte[] signed) {
    try {
      KeyTable table =
          SignedKeyTable.open(signed, configuration.keyTableVerifier(), configuration.producer());
      long current = tables.isEmpty() ? 0 : table().revision();
      if (table.revision() > current) {
        tables.add(table);
      }
      return table.revision() >= current;
    } catch (InvalidKeyTable e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private StatusReport report() {
    return new StatusReport(
        configuration.producer(),
        Sha256.of(configurationFile),
        table().revision(),
        true,
        limits,
        new StatusReport.Kafka(true, "", OptionalInt.of(1_048_588), Map.of()),
        Optional.empty());
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
