package io.restproducer.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** What the curl line does, for machines without curl; trusts the printed authority alone. */
final class HttpPost {
  private final Caller caller;
  private final HttpClient client;

  HttpPost(Caller caller) {
    this.caller = caller;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(trust(caller))
            .build();
  }

  /** Trust in the caller's own authority alone. */
  static SSLContext trust(Caller caller) {
    try {
      return trustingOnly(caller);
    } catch (GeneralSecurityException | IOException e) {
      throw new QuickstartFailure("cannot trust " + caller.caCertificate(), e);
    }
  }

  /** Whether the endpoint answers by HTTPS at all. */
  Finding<Integer> look() {
    HttpRequest request = HttpRequest.newBuilder(URI.create(caller.endpoint() + "/alive")).build();
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
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Authorization", "Bearer " + Files.readString(caller.apiKeyFile()))
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofByteArray(message))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stopped();
    }
  }

  private static SSLContext trustingOnly(Caller caller)
      throws GeneralSecurityException, IOException {
    KeyStore authorities = KeyStore.getInstance("PKCS12");
    authorities.load(null, null);
    try (InputStream pem = Files.newInputStream(caller.caCertificate())) {
      int number = 0;
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        authorities.setCertificateEntry("ca-" + number++, certificate);
      }
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(authorities);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
