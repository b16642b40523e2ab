package io.restproducer.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** An api endpoint that answers as the runtime does, with statuses in the same order. */
public final class PlayedEndpoint implements AutoCloseable {
  private final HttpsServer server;
  private final Map<String, Set<String>> grants = new ConcurrentHashMap<>();
  private final Set<String> topics = ConcurrentHashMap.newKeySet();
  private final List<String> records = new CopyOnWriteArrayList<>();

  private PlayedEndpoint(HttpsServer server) {
    this.server = server;
  }

  public static PlayedEndpoint start(SSLContext tls) {
    try {
      HttpsServer server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      PlayedEndpoint endpoint = new PlayedEndpoint(server);
      server.setHttpsConfigurator(new HttpsConfigurator(tls));
      server.setExecutor(Executors.newCachedThreadPool());
      server.createContext("/alive", exchange -> answer(exchange, 200, "{}"));
      server.createContext("/topics/", endpoint::produce);
      server.start();
      return endpoint;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String url() {
    return "https://localhost:" + port();
  }

  /** Takes a key for these topics from now on. */
  public void grant(String keyText, Set<String> granted) {
    grants.put(keyText, granted);
  }

  public void refuse(String keyText) {
    grants.remove(keyText);
  }

  public void topic(String name) {
    topics.add(name);
  }

  /** What was written, as {@code topic:value}. */
  public List<String> records() {
    return records;
  }

  private void produce(HttpExchange exchange) throws IOException {
    String topic = exchange.getRequestURI().getPath().split("/")[2];
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    String credential = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    Set<String> granted = grants.get(credential.replaceFirst("^Bearer ", ""));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (granted == null) {
      refuse(exchange, 401, "The credential is not accepted.");
    } else if (!granted.contains(topic)) {
      refuse(exchange, 403, "The credential may not write this topic.");
    } else if (body.isEmpty()) {
      refuse(exchange, 411, "The request has no body.");
    } else if (!topics.contains(topic)) {
      refuse(exchange, 404, "The topic does not exist.");
    } else if (query.contains("partition=2147483647")) {
      refuse(exchange, 400, "The topic has no such partition.");
    } else {
      records.add(topic + ":" + body);
      answer(
          exchange,
          200,
          "{\"metadata\":{\"topic\":\"%s\",\"timestamp\":\"1\",\"partition\":0,\"offset\":%d}}"
              .formatted(topic, records.size() - 1));
    }
  }

  private static void refuse(HttpExchange exchange, int status, String message) throws IOException {
    answer(exchange, status, "{\"error_code\":%d,\"message\":\"%s\"}".formatted(status, message));
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    ((java.util.concurrent.ExecutorService) server.getExecutor()).shutdownNow();
  }
}
