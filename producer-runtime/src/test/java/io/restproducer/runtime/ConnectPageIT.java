package io.restproducer.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restproducer.contract.EndpointAddresses;
import io.restproducer.contract.MountedFiles;
import io.restproducer.contract.SealingKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The connect page as it is served; what a browser makes of it is seen by ConnectPageBrowserIT. */
class ConnectPageIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final TestAuthority FIRST = TestAuthority.named("orders server CA 1");
  private static final TestAuthority SECOND = TestAuthority.named("orders server CA 2");
  private static final TestAuthority CLIENTS = TestAuthority.named("orders clients CA");
  private static final SealingKey SEALING = SealingKey.mint(new SecureRandom());
  private static final EndpointAddresses BOTH =
      new EndpointAddresses(
          "https://orders.example.com:31443", Optional.of("https://mtls.example.com:31444"));

  @TempDir static Path directory;
  private static RuntimeFixture runtime;

  @BeforeAll
  static void start() {
    // Nobody listens there: the page does not need Kafka.
    runtime =
        new RuntimeFixture(directory)
            .withClientAuth()
            .files("127.0.0.1:1")
            .trust(CLIENTS)
            .openWith(SEALING)
            .start();
  }

  @AfterAll
  static void stop() {
    runtime.close();
  }

  @BeforeEach
  void showPage() {
    show(BOTH, FIRST.pem());
  }

  @ParameterizedTest
  @CsvSource({
    "/,text/html; charset=utf-8,<!doctype html>",
    "/connect.css,text/css; charset=utf-8,:root {",
    "/connect.js,text/javascript; charset=utf-8,'''use strict'''",
    "/connect.json,application/json,{\"name\":",
    "/ca.crt,application/x-pem-file,-----BEGIN CERTIFICATE-----",
    "/ca.der,application/pkix-cert,0",
    "/ca.p12,application/x-pkcs12,0"
  })
  void isReadWithoutACredentialAndCostsNothingTheSecondTime(
      String path, String type, String beginning) {
    HttpResponse<byte[]> read = get(path);
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.headers().firstValue("Content-Type")).contains(type);
    assertThat(read.headers().firstValue("Cache-Control")).contains("no-cache");
    assertThat(new String(read.body(), UTF_8)).startsWith(beginning);
    assertOfNoUseToOtherSites(read);

    String tag = read.headers().firstValue("ETag").orElseThrow();
    HttpResponse<byte[]> again = send(request(path).header("If-None-Match", tag));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();

    HttpResponse<byte[]> head = send(request(path).method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("Content-Length"))
        .contains(Integer.toString(read.body().length));

    HttpResponse<byte[]> post = send(request(path).POST(BodyPublishers.ofString("x")));
    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void tellsAddressesLimitsAndAuthoritiesButNoSecretAndBelievesNoHostHeader() throws Exception {
    String text = text("/connect.json");
    Json facts = Json.parse(text);

    assertThat(facts.at("name").text()).isEqualTo(KeyTables.PRODUCER.name());
    assertThat(facts.at("endpoints").at("api").text()).isEqualTo(BOTH.api());
    assertThat(facts.at("endpoints").at("clientAuth").text()).isEqualTo(BOTH.clientAuth().get());
    assertThat(facts.at("limits").at("maxKeySize").number()).isEqualTo(4096);
    assertThat(facts.at("limits").at("maxMessageSize").number()).isEqualTo(65_536);
    assertThat(facts.at("limits").at("maxBatchSize").number()).isEqualTo(16 * 65_536);
    assertThat(facts.at("limits").at("maxUriLength").number()).isEqualTo(8192 + 3 * 4096);
    assertThat(facts.at("authorities").at(0).at("subject").text())
        .isEqualTo("CN=orders server CA 1");
    assertThat(text).doesNotContain("127.0.0.1", runtime.key.reveal(), "@API_", "@CLIENT_AUTH_");
    for (String file : new String[] {"curl.sh", "wget.sh", "openssl.sh", "cics.txt"}) {
      assertThat(facts.at("snippets").at(file).text()).contains("@TOPIC@", "example.com");
    }
  }

  @Test
  void offersEachAuthorityWhileTheNextOneIsTrustedBesideIt() throws Exception {
    show(BOTH, concat(FIRST.pem(), SECOND.pem()));

    assertThat(List.copyOf(certificates(get("/ca.crt").body())))
        .isEqualTo(List.of(FIRST.certificate(), SECOND.certificate()));
    assertThat(get("/ca.der").body()).isEqualTo(FIRST.certificate().getEncoded());
    assertThat(get("/ca-2.der").body()).isEqualTo(SECOND.certificate().getEncoded());
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(
        new ByteArrayInputStream(get("/ca.p12").body()),
        facts().at("trustStoreOpensWith").text().toCharArray());
    assertThat(Collections.list(store.aliases()))
        .hasSize(2)
        .allSatisfy(alias -> assertThat(store.isCertificateEntry(alias)).isTrue());

    show(BOTH, FIRST.pem());
    assertThat(get("/ca-2.der").statusCode()).isEqualTo(404);
  }

  @Test
  void givesAwayNothingElseThatLiesInTheFileOfAuthorities() {
    runtime.showPage(BOTH, concat("a secret note\n".getBytes(UTF_8), SECOND.pem()));
    awaitPage(BOTH, SECOND.pem());
  }

  @Test
  void goesWithItsFilesAndComesBack() {
    runtime.hidePage();
    await().atMost(PATIENCE).until(() -> get("/").statusCode() == 404);
    for (String path : new String[] {"/connect.css", "/connect.json", "/ca.crt", "/ca.p12"}) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(404);
    }
    assertThat(text("/")).contains("There is no such path");
    assertThat(get("/openapi.json").statusCode()).isEqualTo(200);

    show(BOTH, FIRST.pem());
    assertThat(get("/").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"api\":\"http://orders.example.com:1\"}",
        "{\"api\":\"https://a:1'; rm -rf ~ #\"}",
        "{\"api\":\"https://a:1\",\"clientAuth\":\"https://b\"}"
      })
  void keepsTheLastGoodPageWhenAnAddressIsNone(String json) {
    double before = runtime.metric("restproducer_refused_updates_total");
    runtime.write(MountedFiles.ENDPOINT_ADDRESSES, json.getBytes(UTF_8));
    await()
        .atMost(PATIENCE)
        .until(() -> runtime.metric("restproducer_refused_updates_total") > before);
    assertThat(facts().at("endpoints").at("api").text()).isEqualTo(BOTH.api());
  }

  @Test
  void leavesOutWhatNeedsAnEndpointThatIsNotThere() {
    show(new EndpointAddresses(BOTH.api(), Optional.empty()), FIRST.pem());
    assertThat(text("/connect.json")).contains("curl.sh").doesNotContain("clientAuth", "wget.sh");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/connect.json", "/ca.crt"})
  void isNotOnThePortForClientCertificates(String path) {
    ClientIdentity client = CLIENTS.seal(KeyTables.mint(), SEALING);
    try (RawConnection connection =
        new RawConnection(client.trusting(runtime.certificate), runtime.clientAuthPort())) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n";
      assertThat(connection.send(request).response()).startsWith("HTTP/1.1 404 ");
    }
  }

  private static void assertOfNoUseToOtherSites(HttpResponse<byte[]> read) {
    assertThat(read.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
        .doesNotContain("unsafe", "*", "http");
    assertThat(read.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(read.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(read.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  /** Returns when the page shows just that. */
  private static void show(EndpointAddresses addresses, byte[] authorities) {
    runtime.showPage(addresses, authorities);
    awaitPage(addresses, authorities);
  }

  private static void awaitPage(EndpointAddresses addresses, byte[] authorities) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                text("/ca.crt").equals(new String(authorities, UTF_8))
                    && text("/connect.json").contains("\"clientAuth\"")
                        == addresses.clientAuth().isPresent());
  }

  private static Collection<? extends Certificate> certificates(byte[] pem) throws Exception {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem));
  }

  private static Json facts() {
    return Json.parse(text("/connect.json"));
  }

  private static String text(String path) {
    return new String(get(path).body(), UTF_8);
  }

  private static HttpResponse<byte[]> get(String path) {
    return send(request(path));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(runtime.uri(path)).timeout(PATIENCE);
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return runtime.newClient().send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = new byte[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
