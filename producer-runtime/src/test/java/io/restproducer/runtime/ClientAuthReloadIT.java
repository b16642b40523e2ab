package io.restproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.ManagementPaths;
import io.restproducer.contract.MountedFiles;
import io.restproducer.contract.Role;
import io.restproducer.contract.SealingKey;
import io.restproducer.contract.Sha256;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trust, sealing keys and server certificate change while clients with certificates go on. */
class ClientAuthReloadIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String POST =
      "POST /topics/orders/records HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx";

  @TempDir static Path kafka;
  @TempDir Path directory;
  private static TestBroker broker;
  private final TestAuthority authority = TestAuthority.named("gateway clients v1");
  private final TestAuthority next = TestAuthority.named("gateway clients v2");
  private final SealingKey sealing = SealingKey.mint(new SecureRandom());
  private final ApiKey key = KeyTables.mint();
  private final ClientIdentity client = authority.seal(key, sealing);
  private RuntimeFixture runtime;

  @BeforeAll
  static void startBroker() {
    broker = new TestBroker(kafka, Map.of());
    broker.createTopic(RuntimeFixture.TOPIC, 1, Map.of());
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void start() {
    runtime = new RuntimeFixture(directory).withClientAuth().files(broker.bootstrapServers());
  }

  @AfterEach
  void stop() {
    runtime.close();
  }

  @Test
  void isReadyWhenAuthoritiesAndSealingKeysAreThereToo() {
    runtime.start();
    awaitUnready("no authorities of clients yet\n");
    assertThat(runtime.runtime().clientAuthPort()).isEmpty();
    assertThat(runtime.runtime().apiPort()).isPresent();

    runtime.trust(authority);
    awaitUnready("no sealing keys yet\n");
    assertThat(runtime.runtime().clientAuthPort()).isEmpty();

    runtime.openWith(sealing).awaitReady();
    assertThat(runtime.status().clientsTrust()).containsExactly(digest(authority));
    assertThat(runtime.status().sealingKeys()).containsExactly(sealing.id());
    assertThat(runtime.metric("restproducer_client_authorities")).isEqualTo(1);
    assertThat(runtime.metric("restproducer_sealing_keys")).isEqualTo(1);
    assertThat(runtime.metric("restproducer_client_certificates")).isZero();
    publish();
    assertThat(runtime.metric("restproducer_client_certificates")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aSessionIsNotResumedOnceItsAuthorityIsDropped(String protocol) throws Exception {
    serve();
    SSLContext context = client.trusting(runtime.certificate);
    long begun = session(context, protocol);
    Thread.sleep(20);
    assertThat(session(context, protocol)).as("resumed").isEqualTo(begun);

    runtime.trust(next);
    await()
        .atMost(PATIENCE)
        .until(() -> runtime.status().clientsTrust().equals(Stream.of(digest(next)).toList()));

    double before = handshakes();
    try (RawConnection resuming = new RawConnection(context, runtime.clientAuthPort(), protocol)) {
      assertThat(resuming.send(POST).response()).isEmpty();
    } catch (IllegalStateException refused) {
      assertThat(refused).hasRootCauseInstanceOf(IOException.class);
    }
    assertThat(handshakes()).isEqualTo(before);
  }

  @Test
  void failsNoRequestAndClosesNoConnectionWhenCertificateAndTrustChange() {
    serve();
    TestCertificate second = TestCertificate.rsa();
    TestCertificate third = TestCertificate.ec();
    SSLContext context = client.trusting(runtime.certificate, second, third);
    HttpRequest request =
        HttpRequest.newBuilder(uri())
            .timeout(PATIENCE)
            .POST(BodyPublishers.ofString("record"))
            .build();
    try (SteadyCallers callers =
        new SteadyCallers(
            () ->
                HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .sslContext(context)
                    .build(),
            () -> request)) {
      awaitMore(callers, 100);
      double handshakes = handshakes();

      runtime.trust(authority, next);
      await().atMost(PATIENCE).until(() -> runtime.status().clientsTrust().size() == 2);
      awaitMore(callers, 50);
      for (TestCertificate presented : new TestCertificate[] {second, third}) {
        runtime.write(MountedFiles.SERVER_KEY, presented.keyPem());
        runtime.write(MountedFiles.SERVER_CERTIFICATE, presented.certificatePem());
        String serial = presented.certificate().getSerialNumber().toString(16);
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    runtime
                        .status()
                        .serverCertificate()
                        .filter(now -> now.serialNumber().equals(serial))
                        .isPresent());
        awaitMore(callers, 50);
      }
      runtime.openWith(SealingKey.mint(new SecureRandom()));
      await().atMost(PATIENCE).until(() -> runtime.status().sealingKeys().size() == 2);
      awaitMore(callers, 50);

      assertThat(handshakes()).as("connections that were opened").isEqualTo(handshakes);
      assertThat(callers.stop()).isEmpty();
    }
    ClientIdentity renewed = next.seal(key, sealing);
    runtime.push(
        3,
        KeyTables.sealed(
            KeyTables.entry(key, Role.EDITOR, RuntimeFixture.TOPIC), renewed.sealedIn()));
    try (RawConnection connection =
        new RawConnection(renewed.trusting(third), runtime.clientAuthPort())) {
      assertThat(connection.send(POST).response()).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void keepsTheLastGoodTrustAndSealingKeysAndCountsTheBadOnes() {
    serve();
    double refused = runtime.metric("restproducer_refused_updates_total");
    try (LogLines log = new LogLines("io.restproducer.runtime.snapshot")) {
      runtime.write(MountedFiles.CLIENTS_TRUST, "rubbish".getBytes(StandardCharsets.US_ASCII));
      awaitRefused(refused + 1);
      runtime.write(MountedFiles.CLIENTS_TRUST, client.certificatePem());
      awaitRefused(refused + 2);
      runtime.write(MountedFiles.SEALING_KEYS + "/0123456789abcdef.key", new byte[31]);
      awaitRefused(refused + 3);
      runtime.write(MountedFiles.SEALING_KEYS + "/0123456789abcdef.key", new byte[32]);
      await().atMost(PATIENCE).until(() -> runtime.status().sealingKeys().size() == 2);
      runtime.write(MountedFiles.SEALING_KEYS + "/note.txt", new byte[32]);
      awaitRefused(refused + 4);

      assertThat(log.text())
          .contains("the clients' authorities are not PEM", "is no authority's")
          .contains("a sealing key has 32 bytes, not 31", "must be called <id>.key");
    }
    assertThat(runtime.status().clientsTrust()).containsExactly(digest(authority));
    try (RawConnection connection =
        new RawConnection(client.trusting(runtime.certificate), runtime.clientAuthPort())) {
      assertThat(connection.send(POST).response()).startsWith("HTTP/1.1 200 ");
    }
  }

  private void serve() {
    runtime.trust(authority).openWith(sealing).start().awaitReady();
    publish();
  }

  private void publish() {
    runtime.push(
        2,
        KeyTables.sealed(
            KeyTables.entry(key, Role.EDITOR, RuntimeFixture.TOPIC), client.sealedIn()));
  }

  /** When the session began in which a request was answered: a resumed one keeps its beginning. */
  private long session(SSLContext context, String protocol) {
    try (RawConnection connection =
        new RawConnection(context, runtime.clientAuthPort(), protocol)) {
      assertThat(connection.send(POST).response()).startsWith("HTTP/1.1 200 ");
      return connection.session().getCreationTime();
    }
  }

  private double handshakes() {
    return runtime.metric("restproducer_handshakes_total");
  }

  private URI uri() {
    return URI.create("https://127.0.0.1:" + runtime.clientAuthPort() + "/topics/orders/records");
  }

  private void awaitUnready(String reason) {
    await()
        .atMost(PATIENCE)
        .until(() -> runtime.management(ManagementPaths.READY).body().equals(reason));
  }

  private void awaitRefused(double count) {
    await()
        .atMost(PATIENCE)
        .until(() -> runtime.metric("restproducer_refused_updates_total") == count);
  }

  private static void awaitMore(SteadyCallers callers, int more) {
    long before = callers.served();
    await().atMost(PATIENCE).until(() -> callers.served() > before + more);
  }

  private static Sha256 digest(TestAuthority of) {
    try {
      return Sha256.of(of.certificate().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
