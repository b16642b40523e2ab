import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.HashSet;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Writes records with java.net.http. */
public class Produce {
  private static final Set<String> SESSIONS = new HashSet<>();
  private static HttpClient client;

  public static void main(String[] args) throws Exception {
    client = HttpClient.newBuilder().sslContext(trusting("ca.crt")).build();
    byte[] large = read("large");
    post("bytes", "key", "?key=k+%C3%BC&headers=colour:726564", bytes(read("bytes")));
    post("large", "key", "", bytes(large));
    post("chunked", "key", "", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));
    post("unauthenticated", "wrong-key", "", bytes(new byte[] {'x'}));
    post("too-large", "key", "", bytes(read("too-large")));
    post("again", "key", "", BodyPublishers.ofString("again"));
    System.out.println("connections\t" + SESSIONS.size());
  }

  private static void post(String step, String key, String query, BodyPublisher body)
      throws Exception {
    URI uri = URI.create(new String(read("url")) + "/topics/orders/records" + query);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + new String(read(key)))
            .POST(body)
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    // Each connection has a TLS session of its own.
    SESSIONS.add(Long.toString(answer.sslSession().orElseThrow().getCreationTime()));
    System.out.println(step + "\t" + answer.statusCode() + "\t" + answer.body());
  }

  private static SSLContext trusting(String file) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static BodyPublisher bytes(byte[] content) {
    return BodyPublishers.ofByteArray(content);
  }

  private static byte[] read(String name) throws Exception {
    return Files.readAllBytes(Path.of(name));
  }
}
