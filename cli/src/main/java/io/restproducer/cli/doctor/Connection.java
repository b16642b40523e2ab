package io.restproducer.cli.doctor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * One look at an endpoint that takes any certificate, to see which one it is and what time the
 * server has. Nothing secret ever goes over it.
 */
final class Connection {
  private static final int LIMIT_MILLIS = 10_000;
  private static final int OK = 200;

  private Connection() {}

  /** What a server shows to anybody. */
  record Seen(List<X509Certificate> chain, String protocol, Optional<Instant> serverTime) {}

  /** A proxy did not let the request through. */
  static final class RefusedByProxy extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedByProxy(String answer) {
      super(answer);
    }
  }

  /** Connects, by the proxy if there is one. */
  static Socket open(URI endpoint, Optional<InetSocketAddress> proxy) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setSoTimeout(LIMIT_MILLIS);
      if (proxy.isEmpty()) {
        socket.connect(new InetSocketAddress(endpoint.getHost(), port(endpoint)), LIMIT_MILLIS);
        return socket;
      }
      socket.connect(proxy.get(), LIMIT_MILLIS);
      String target = endpoint.getHost() + ":" + port(endpoint);
      socket
          .getOutputStream()
          .write(
              "CONNECT %1$s HTTP/1.1\r\nHost: %1$s\r\n\r\n"
                  .formatted(target)
                  .getBytes(StandardCharsets.US_ASCII));
      String head = head(socket);
      if (!head.matches("(?s)HTTP/1\\.[01] 200.*")) {
        throw new RefusedByProxy(head.lines().findFirst().orElse("no answer"));
      }
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Shakes hands and asks for /alive. */
  static Seen look(Socket socket, URI endpoint) throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TakesAny()}, null);
    try (SSLSocket tls =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(socket, endpoint.getHost(), port(endpoint), true)) {
      tls.startHandshake();
      List<X509Certificate> chain =
          Arrays.stream(tls.getSession().getPeerCertificates())
              .map(X509Certificate.class::cast)
              .toList();
      tls.getOutputStream()
          .write(
              "GET /alive HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                  .formatted(endpoint.getAuthority())
                  .getBytes(StandardCharsets.US_ASCII));
      return new Seen(chain, tls.getSession().getProtocol(), date(head(tls)));
    }
  }

  static int port(URI endpoint) {
    return endpoint.getPort() < 0 ? 443 : endpoint.getPort();
  }

  private static String head(Socket socket) throws IOException {
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1), 1);
    StringBuilder head = new StringBuilder();
    String line;
    while ((line = reader.readLine()) != null && !line.isEmpty() && head.length() < 16_384) {
      head.append(line).append('\n');
    }
    return head.toString();
  }

  private static Optional<Instant> date(String head) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("date:"))
        .map(line -> line.substring(5).strip())
        .flatMap(text -> parsed(text).stream())
        .findFirst();
  }

  private static Optional<Instant> parsed(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Looks at a certificate without relying on it. */
  private static final class TakesAny implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
