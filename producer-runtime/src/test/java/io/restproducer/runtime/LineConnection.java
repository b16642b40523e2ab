package io.restproducer.runtime;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A kept-alive connection that never sends anything twice by itself. */
final class LineConnection {
  private static final Map<RuntimeFixture, SSLContext> CONTEXTS = new ConcurrentHashMap<>();
  private static final int PATIENCE_MILLIS = 90_000;

  private final SSLSocket socket;
  private final InputStream in;

  private LineConnection(SSLSocket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static LineConnection to(RuntimeFixture instance) throws IOException {
    SSLContext context =
        CONTEXTS.computeIfAbsent(instance, i -> TestCertificate.trusting(i.certificate));
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", instance.apiPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.startHandshake();
    return new LineConnection(socket);
  }

  byte[] request(RuntimeFixture instance, byte[] body, boolean chunked) {
    String head =
        "POST /topics/%s/records HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer %s\r\n"
            .formatted(RuntimeFixture.TOPIC, instance.key.reveal());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (chunked) {
      write(out, head + "Transfer-Encoding: chunked\r\n\r\n");
      write(out, Integer.toHexString(8) + "\r\n");
      out.write(body, 0, 8);
      write(out, "\r\n" + Integer.toHexString(body.length - 8) + "\r\n");
      out.write(body, 8, body.length - 8);
      write(out, "\r\n0\r\n\r\n");
    } else {
      write(out, head + "Content-Length: " + body.length + "\r\n\r\n");
      out.writeBytes(body);
    }
    return out.toByteArray();
  }

  void send(byte[] request, int length) throws IOException {
    socket.getOutputStream().write(request, 0, length);
    socket.getOutputStream().flush();
  }

  /**
   * The next answer.
   *
   * @throws IOException if the connection ends without one
   */
  Journal.Answer answer() throws IOException {
    String status = line();
    int length = 0;
    boolean close = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      }
      close |= lower.startsWith("connection:") && lower.contains("close");
    }
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return Journal.Answer.of(Integer.parseInt(status.split(" ")[1]), body, close);
  }

  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("closed after " + line.length() + " characters of a line");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  private static void write(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
