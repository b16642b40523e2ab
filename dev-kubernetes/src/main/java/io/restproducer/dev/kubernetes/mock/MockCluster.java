package io.restproducer.dev.kubernetes.mock;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An API server in memory, on loopback, without TLS and without rights: enough of one for an
 * operator, kubectl and a small node. It has no CEL, no RBAC, no admission plug-ins, no tables.
 */
public final class MockCluster implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MockCluster.class);
  private static final List<String> HEALTH = List.of("livez", "readyz", "healthz");

  private final ResourceTypes types = new ResourceTypes();
  private final ObjectStore store = new ObjectStore();
  private final Discovery discovery = new Discovery(types);
  private final Verbs verbs = new Verbs(store);
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "mock-api-server");
            thread.setDaemon(true);
            return thread;
          });
  private final HttpServer server;

  private MockCluster(HttpServer server) {
    this.server = server;
  }

  /** Starts on a free port of the loopback address, with the namespaces every cluster has. */
  public static MockCluster start() {
    // Read once, when the first server is made: answer at once, keep idle connections.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.idleInterval", "3600");
    try {
      InetAddress loopback = InetAddress.getByName("127.0.0.1");
      MockCluster cluster =
          new MockCluster(HttpServer.create(new InetSocketAddress(loopback, 0), 512));
      cluster.open();
      return cluster;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open a port on 127.0.0.1", e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void open() {
    store.follow(0, new CustomKinds(types));
    for (String name : List.of("default", "kube-system", "kube-public", "kube-node-lease")) {
      verbs.answer(
          ApiRequest.of(
              types,
              "POST",
              java.net.URI.create("/api/v1/namespaces"),
              "application/json",
              "mock",
              "{\"metadata\":{\"name\":\"%s\"}}".formatted(name).getBytes(StandardCharsets.UTF_8)));
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        answer(exchange);
      } catch (Refused refused) {
        send(exchange, refused.code(), refused.status().toString());
      } catch (RuntimeException e) {
        LOG.atError()
            .addKeyValue("uri", exchange.getRequestURI())
            .setCause(e)
            .log("request failed");
        send(exchange, 500, "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":500}");
      }
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    List<String> path = ApiRequest.segments(exchange.getRequestURI().getRawPath());
    if (path.size() == 1 && HEALTH.contains(path.get(0))) {
      send(exchange, 200, "\"ok\"");
      return;
    }
    Optional<?> document = discovery.document(path);
    if (document.isPresent()) {
      send(exchange, 200, document.get().toString());
      return;
    }
    if (path.isEmpty() || !path.get(0).matches("apis?")) {
      throw Refused.notFound("the server could not find the requested resource");
    }
    ApiRequest request = read(exchange);
    if (!request.isWatch()) {
      Verbs.Answer answer = verbs.answer(request);
      send(exchange, answer.code(), answer.document().toString());
    } else if (exchange.getRequestHeaders().containsKey("Sec-WebSocket-Key")) {
      // A plain answer makes clients that try a web socket first watch over HTTP instead.
      send(exchange, 200, "{}");
    } else {
      stream(exchange, new Watch(store, request));
    }
  }

  private ApiRequest read(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    return ApiRequest.of(
        types,
        exchange.getRequestMethod(),
        exchange.getRequestURI(),
        Optional.ofNullable(headers.getFirst("Content-Type")).orElse("application/json"),
        Optional.ofNullable(headers.getFirst("User-Agent")).orElse("unknown"),
        exchange.getRequestBody().readAllBytes());
  }

  private static void stream(HttpExchange exchange, Watch watch) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    watch.writeTo(exchange.getResponseBody());
  }

  private static void send(HttpExchange exchange, int code, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
  }
}
