package io.restproducer.quickstart;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Sends records each over a connection of its own, and never a record twice. */
final class OneTimePost {
  /** An answer: its status and its body. */
  record Answer(int status, String body) {}

  private static final int ANSWER_MILLIS = 60_000;

  private final URI url;
  private final Optional<Path> apiKeyFile;
  private final SSLContext tls;

  OneTimePost(Caller caller, String topic) {
    this(caller.url(topic), Optional.of(caller.apiKeyFile()), caller.tls());
  }

  /** Shows the certificate and sends no key. */
  OneTimePost(CertifiedCaller caller, String topic) {
    this(caller.url(topic), Optional.empty(), caller.tls());
  }

  OneTimePost(String url, Optional<Path> apiKeyFile, SSLContext tls) {
    this.url = URI.create(url);
    this.apiKeyFile = apiKeyFile;
    this.tls = tls;
  }

  Answer send(String value) throws IOException {
    try (SSLSocket socket =
        (SSLSocket) tls.getSocketFactory().createSocket(url.getHost(), url.getPort())) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.setSoTimeout(ANSWER_MILLIS);
      socket.getOutputStream().write(request(value).getBytes(StandardCharsets.UTF_8));
      return answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private String request(String value) {
    return String.join(
        "\r\n",
        "POST " + url.getRawPath() + " HTTP/1.1",
        "Host: " + url.getAuthority(),
        "Content-Type: text/plain",
        "Content-Length: " + value.getBytes(StandardCharsets.UTF_8).length,
        "Connection: close",
        apiKeyFile.map(file -> "Authorization: Bearer " + FileText.of(file) + "\r\n").orElse(""),
        value);
  }

  private static Answer answer(String text) throws IOException {
    int body = text.indexOf("\r\n\r\n");
    if (!text.startsWith("HTTP/1.1 ") || body < 0) {
      throw new IOException("closed without an answer after " + text.length() + " characters");
    }
    return new Answer(Integer.parseInt(text.substring(9, 12)), text.substring(body + 4));
  }
}
