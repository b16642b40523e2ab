package io.restproducer.dev.kubernetes.node;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** The program the tests run as a pod: says who it is and what its volume holds. */
public final class EchoServer {

  private EchoServer() {}

  /** Listens where the node says; the last argument is the directory of its volume. */
  public static void main(String[] args) throws IOException {
    Path volume = Path.of(args[args.length - 1]);
    String address = System.getenv("BIND_ADDRESS");
    int api = port("API_PORT", 8443);
    HttpServer server = HttpServer.create(new InetSocketAddress(address, api), 64);
    answer(server, "/version", () -> System.getenv("VERSION"));
    answer(server, "/pod", () -> System.getenv("POD"));
    answer(server, "/token", () -> read(volume.resolve("token")));
    answer(server, "/pid", () -> Long.toString(ProcessHandle.current().pid()));
    server.start();
    HttpServer management =
        HttpServer.create(new InetSocketAddress(address, port("MANAGEMENT_PORT", 8080)), 64);
    if (!"broken".equals(System.getenv("VERSION"))) {
      answer(management, "/readyz", () -> "ok");
    }
    management.start();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> System.out.println("asked to end, ending")));
    System.out.println("started in " + volume);
  }

  private static int port(String name, int otherwise) {
    String value = System.getenv(name);
    return value == null ? otherwise : Integer.parseInt(value);
  }

  private static void answer(HttpServer server, String path, Supplier<String> text) {
    server.createContext(
        path,
        exchange -> {
          byte[] body = text.get().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
