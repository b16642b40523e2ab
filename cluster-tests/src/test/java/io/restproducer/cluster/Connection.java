package io.restproducer.cluster;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * One connection of a caller: HTTP/1.1 over TLS, written by hand so that nothing is sent twice or
 * over another connection behind the test's back.
 */
final class Connection implements AutoCloseable {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int ANSWER_MILLIS = 60_000;

  private final Credentials credentials;
  private final SSLSocket socket;
  private final InputStream in;
  private boolean reusable = true;

  private Connection(Credentials credentials, SSLSocket socket) throws IOException {
    this.credentials = credentials;
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static Connection open(Credentials credentials) throws IOException {
    Socket plain = new Socket();
    try {
      plain.setTcpNoDelay(true);
      plain.connect(
          new InetSocketAddress(credentials.address(), credentials.port()), CONNECT_MILLIS);
      plain.setSoTimeout(ANSWER_MILLIS);
      SSLSocket socket =
          (SSLSocket)
              credentials
                  .tls()
                  .getSocketFactory()
                  .createSocket(plain, credentials.host(), credentials.port(), true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return new Connection(credentials, socket);
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  /** Whether the other side lets another request follow. */
  boolean isReusable() {
    return reusable;
  }

  /** Without a credential of its own. */
  Answer get(String path) throws IOException {
    return exchange("GET " + path + " HTTP/1.1\r\n" + host() + "\r\n", new byte[0]);
  }

  Answer post(String topic, byte[] body) throws IOException {
    String head =
        String.join(
            "\r\n",
            "POST /topics/" + topic + "/records HTTP/1.1",
            host() + "Content-Type: text/plain",
            "Content-Length: " + body.length,
            credentials.authorization().map(value -> "Authorization: " + value + "\r\n").orElse(""),
            "");
    return exchange(head, body);
  }

  private String host() {
    return "Host: " + credentials.host() + ":" + credentials.port() + "\r\n";
  }

  private Answer exchange(String head, byte[] body) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.write(head.getBytes(StandardCharsets.US_ASCII));
    request.write(body);
    socket.getOutputStream().write(request.toByteArray());
    Answer answer = Answer.read(in);
    reusable = !answer.closes();
    return answer;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // the answer was read; how the other side takes the end does not matter
    }
  }
}
