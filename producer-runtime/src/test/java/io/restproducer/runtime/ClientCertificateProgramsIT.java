package io.restproducer.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.Role;
import io.restproducer.contract.SealingKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that people use, with a client certificate, and what they wrote read back. */
class ClientCertificateProgramsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PASSWORD = new String(ClientIdentity.PASSWORD);

  @TempDir static Path directory;
  private static final TestAuthority AUTHORITY = TestAuthority.named("gateway clients v1");
  private static final SealingKey SEALING = SealingKey.mint(new SecureRandom());
  private static final ApiKey KEY = KeyTables.mint();
  private static final ClientIdentity CLIENT = AUTHORITY.seal(KEY, SEALING);
  private static final ApiKey RSA_KEY = KeyTables.mint();
  private static final ClientIdentity RSA_CLIENT = AUTHORITY.sealForRsa(RSA_KEY, SEALING);
  private static TestBroker broker;
  private static RuntimeFixture runtime;
  private static ForeignProgram programs;
  private static String url;

  @BeforeAll
  static void start() throws IOException {
    broker = new TestBroker(directory.resolve("kafka"), Map.of());
    broker.createTopic(RuntimeFixture.TOPIC, 1, Map.of());
    runtime =
        new RuntimeFixture(directory.resolve("config"))
            .withClientAuth()
            .files(broker.bootstrapServers())
            .trust(AUTHORITY)
            .openWith(SEALING)
            .start()
            .awaitReady();
    runtime.push(2, entry(KEY, CLIENT), entry(RSA_KEY, RSA_CLIENT));
    url = "https://127.0.0.1:" + runtime.clientAuthPort();
    Path files = Files.createDirectory(directory.resolve("client"));
    Files.writeString(files.resolve("url"), url);
    Files.write(files.resolve("ca.crt"), runtime.certificate.certificatePem());
    Files.write(files.resolve("client.crt"), CLIENT.certificatePem());
    Files.write(files.resolve("client.key"), CLIENT.keyPem());
    Files.write(files.resolve("rsa.crt"), RSA_CLIENT.certificatePem());
    Files.write(files.resolve("rsa.key"), RSA_CLIENT.keyPem());
    Files.write(files.resolve("client.p12"), CLIENT.pkcs12());
    programs = new ForeignProgram(files);
  }

  @AfterAll
  static void stop() {
    runtime.close();
    broker.close();
  }

  @Test
  void curlWithPemAndWithPkcs12() {
    ForeignProgram.need("curl");
    check(
        "curl pem",
        programs.run(
            "curl",
            "-sS",
            "--cacert",
            "ca.crt",
            "--cert",
            "client.crt",
            "--key",
            "client.key",
            "-d",
            "curl pem",
            url + "/topics/orders/records"));
    check(
        "curl p12",
        programs.run(
            "curl",
            "-sS",
            "--cacert",
            "ca.crt",
            "--cert-type",
            "P12",
            "--cert",
            "client.p12:" + PASSWORD,
            "-d",
            "curl p12",
            url + "/topics/orders/records"));

    ForeignProgram.Ended without =
        programs.end("curl", "-sS", "--cacert", "ca.crt", url + "/alive");
    assertThat(without.code()).as(without.errors()).isNotZero();
  }

  /** That of Debian 12, on GnuTLS 3.7, keeps an RSA key back when authorities are named. */
  @ParameterizedTest
  @ValueSource(strings = {"client", "rsa"})
  void wget(String identity) {
    ForeignProgram.need("wget");
    check(
        "wget " + identity,
        programs.run(
            "wget",
            "-q",
            "--tries=1",
            "-O",
            "-",
            "--ca-certificate=ca.crt",
            "--certificate=" + identity + ".crt",
            "--private-key=" + identity + ".key",
            "--post-data=wget " + identity,
            url + "/topics/orders/records"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls1_2", "tls1_3"})
  void opensslWhoseSessionEndsWithItsAuthority(String version) {
    ForeignProgram.need("bash", "openssl");
    assertThat(openssl(version, "-sess_out session-" + version))
        .contains("HTTP/1.1 200 OK", "New, TLSv1." + version.substring(5), "Verify return code: 0")
        .contains("No client certificate CA names sent");
    String resumed = openssl(version, "-sess_in session-" + version);
    assertThat(resumed).contains("HTTP/1.1 200 OK", "Reused, TLSv1." + version.substring(5));

    trust(TestAuthority.named("gateway clients v2"));
    assertThat(openssl(version, "-sess_in session-" + version)).doesNotContain("HTTP/1.1");
    trust(AUTHORITY);

    assertThat(openssl(version, "-sess_in session-" + version)).contains("HTTP/1.1 200 OK");
  }

  @Test
  void javaHttpClient() {
    HttpClient client =
        HttpClient.newBuilder().sslContext(CLIENT.trusting(runtime.certificate)).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/topics/orders/records"))
            .POST(BodyPublishers.ofString("java"))
            .build();

    check("java", RuntimeFixture.send(client, request).body());
  }

  /** With the stores of a program of its own, so that its JVM may be another one. */
  @Test
  void javaWithAKeyStore() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    check(
        "java", programs.run(java, ForeignProgram.resource("clients/mtls/Produce.java"), PASSWORD));
  }

  @Test
  void goNetHttp() {
    ForeignProgram.need("go");
    Path binary = directory.resolve("produce").toAbsolutePath();
    new ForeignProgram(ForeignProgram.resource("clients/mtls/go"))
        .with(Map.of("GOFLAGS", "-buildvcs=false", "GOTOOLCHAIN", "local"))
        .run("go", "build", "-o", binary, ".");

    check("go", programs.run(binary));
  }

  /** What is said of a connection on which one request is sent. */
  private static String openssl(String version, String session) {
    String command =
        "(printf 'POST /topics/orders/records HTTP/1.1\\r\\nHost: h\\r\\nContent-Length: 7\\r\\n"
            + "Connection: close\\r\\n\\r\\nopenssl'; sleep 2) | openssl s_client -connect "
            + url.substring("https://".length())
            + " -CAfile ca.crt -cert client.crt -key client.key -ign_eof -"
            + version
            + " "
            + session
            + " 2>&1";
    return programs.end("bash", "-c", command).output();
  }

  private static KeyEntry entry(ApiKey key, ClientIdentity client) {
    return KeyTables.sealed(
        KeyTables.entry(key, Role.EDITOR, RuntimeFixture.TOPIC), client.sealedIn());
  }

  private static void trust(TestAuthority other) {
    var before = runtime.status().clientsTrust();
    runtime.trust(other);
    await().atMost(PATIENCE).until(() -> !runtime.status().clientsTrust().equals(before));
  }

  private static void check(String value, String answer) {
    assertThat(answer).contains("\"metadata\"");
    long offset = Json.parse(answer).at("metadata").at("offset").number();
    assertThat(broker.read(RuntimeFixture.TOPIC, 0, offset).value())
        .isEqualTo(value.getBytes(UTF_8));
  }
}
