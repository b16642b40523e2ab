package io.restproducer.quickstart;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** What the shown lines do, for machines without curl or wget. */
final class HttpPost {
  private final String endpoint;
  private final Optional<Path> apiKeyFile;
  private final HttpClient client;

  HttpPost(Caller caller) {
    this(caller.endpoint(), Optional.of(caller.apiKeyFile()), caller.tls());
  }

  /** Shows the certificate and sends no key. */
  HttpPost(CertifiedCaller caller) {
    this(caller.endpoint(), Optional.empty(), caller.tls());
  }

  HttpPost(String endpoint, Optional<Path> apiKeyFile, SSLContext tls) {
    this.endpoint = endpoint;
    this.apiKeyFile = apiKeyFile;
    this.client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(tls).build();
  }

  /** Whether the endpoint answers by HTTPS at all. */
  Finding<Integer> look() {
    HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint + "/alive")).build();
    try {
      return Finding.there(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
    } catch (IOException e) {
      return Finding.notYet(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stopped();
    }
  }

  /** Sends one record and gives the answer, whatever its status. */
  HttpResponse<String> send(String url, byte[] message) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofByteArray(message));
    if (apiKeyFile.isPresent()) {
      request.header("Authorization", "Bearer " + FileText.of(apiKeyFile.get()));
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stopped();
    }
  }
}
