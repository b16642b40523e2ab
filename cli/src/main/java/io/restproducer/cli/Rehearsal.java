package io.restproducer.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restproducer.cli.host.Host;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs some commands against an API server played by this process, so that the JVM notes which
 * classes a command needs; the start script keeps that for later runs. It touches nothing else.
 */
public final class Rehearsal {
  private static final String PRODUCER =
      """
      {"apiVersion":"restproducer.io/v1beta1","kind":"RestProducer",
       "metadata":{"name":"a","namespace":"b","generation":1,"resourceVersion":"1"},
       "spec":{"topics":[{"name":"t","partitions":1}]},
       "status":{"observedGeneration":1,"endpoints":[{"name":"api","url":"https://localhost:1"}],
        "limits":{"maxKeySize":1,"maxMessageSize":1},"topics":[{"name":"t","state":"Ready"}],
        "conditions":[{"type":"Ready","status":"True","reason":"r","message":"m"}]}}
      """;
  private static final String SERVICE_ID =
      """
      {"apiVersion":"restproducer.io/v1beta1","kind":"ServiceId",
       "metadata":{"name":"s","namespace":"b","generation":1,"resourceVersion":"1"},
       "spec":{"restProducerRef":{"name":"a"},"role":"editor","topics":["t"]},
       "status":{"observedGeneration":1,"apiKeys":[{"id":"i","state":"Active"}]}}
      """;

  private Rehearsal() {}

  /** Runs the commands. */
  public static void main(String[] arguments) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Path kubeconfig = Files.createTempFile("rehearsal", ".yaml");
    try {
      server.createContext("/", Rehearsal::answer);
      server.start();
      Files.writeString(kubeconfig, kubeconfig(server.getAddress().getPort()));
      for (String command : List.of("init", "topics -o json", "iam-service-id s -o yaml")) {
        run((command + " --kubeconfig " + kubeconfig).split(" "));
      }
      run("topic-create", "--name", "t", "--dry-run", "--kubeconfig", kubeconfig.toString());
      run("--help");
      run("sign-clientauth-csr", "--help");
    } finally {
      server.stop(0);
      Files.deleteIfExists(kubeconfig);
    }
  }

  private static void run(String... arguments) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Host host =
        new Host(
            new ByteArrayInputStream(new byte[0]),
            nowhere,
            nowhere,
            Map.of("HOME", "/nonexistent"),
            Path.of(""),
            Set.of(),
            Clock.systemUTC(),
            new SecureRandom());
    new Program(host).run(List.of(arguments));
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String object = path.contains("serviceids") ? SERVICE_ID : PRODUCER;
    boolean list = path.endsWith("s");
    String body =
        list && !path.endsWith("/s")
            ? "{\"apiVersion\":\"restproducer.io/v1beta1\",\"kind\":\"List\",\"metadata\":{},\"items\":["
                + object
                + "]}"
            : object;
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static String kubeconfig(int port) {
    return """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
        users: [{name: u, user: {token: none}}]
        contexts: [{name: x, context: {cluster: c, user: u, namespace: b}}]
        current-context: x
        """
        .formatted(port);
  }
}
