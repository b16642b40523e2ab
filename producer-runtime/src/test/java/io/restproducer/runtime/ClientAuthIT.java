package io.restproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.Role;
import io.restproducer.contract.RuntimeConfiguration.ServerTls;
import io.restproducer.contract.SealedKey;
import io.restproducer.contract.SealingKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.ASN1OctetString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose request it is on the port for client certificates, and whose it is not. */
class ClientAuthIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String OTHER_EXTENSION = "1.3.6.1.4.1.32473.1.2";
  private static final String POST =
      "POST /topics/orders/records HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n";
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir static Path kafka;
  @TempDir Path directory;
  private static TestBroker broker;
  private final TestAuthority authority = TestAuthority.named("gateway clients v1");
  private final SealingKey sealing = SealingKey.mint(RANDOM);
  private final ApiKey key = KeyTables.mint();
  private final ClientIdentity client = authority.seal(key, sealing);
  private volatile Duration ahead = Duration.ZERO;
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
    runtime =
        new RuntimeFixture(directory)
            .withClientAuth()
            .withTls(
                new ServerTls("TLSv1.2", List.of(), List.of(OTHER_EXTENSION, SealedKey.EXTENSION)))
            .at(() -> Instant.now().plus(ahead))
            .files(broker.bootstrapServers())
            .trust(authority)
            .openWith(sealing)
            .start()
            .awaitReady();
    publish(2, sealed(key, client));
  }

  @AfterEach
  void stop() {
    runtime.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void writesAsTheServiceIdWhoseKeyIsSealedInTheCertificate(String protocol) {
    long before = broker.end(RuntimeFixture.TOPIC, 0);
    try (RawConnection connection =
        new RawConnection(client.trusting(runtime.certificate), port(), protocol)) {
      assertThat(post(connection)).startsWith("HTTP/1.1 200 ");
      assertThat(post(connection)).startsWith("HTTP/1.1 200 ");
      assertThat(connection.session().getProtocol()).isEqualTo(protocol);
    }
    assertThat(broker.end(RuntimeFixture.TOPIC, 0)).isEqualTo(before + 2);
    assertThat(metric("restproducer_requests_total{listener=\"clientAuth\",reason=\"WRITTEN\","))
        .isEqualTo(2);
    assertThat(metric("restproducer_handshakes_total{listener=\"clientAuth\"")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void shakesNoHandsWithoutACertificateOrWithOneOfAnotherAuthority(String protocol) {
    SSLContext without = TestCertificate.trusting(runtime.certificate);
    TestAuthority namesake = TestAuthority.named("gateway clients v1");
    TestAuthority stranger = TestAuthority.named("stranger");

    assertThat(answer(without, protocol)).isEmpty();
    for (TestAuthority other : List.of(namesake, stranger)) {
      SSLContext foreign = other.seal(key, sealing).trusting(runtime.certificate);
      assertThat(answer(foreign, protocol)).isEmpty();
    }
    assertThat(metric("restproducer_handshakes_total{listener=\"clientAuth\"")).isZero();
    assertThat(answer(client)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void refusesACertificateWithoutAKeyOrWithOneThatDoesNotOpen() {
    SealingKey foreign = SealingKey.mint(RANDOM);

    assertRefused(answer(authority.with(Optional.empty())));
    assertRefused(answer(authority.with(Optional.of(new byte[] {4, 2, 1, 1}))));
    assertRefused(answer(authority.with(Optional.of(new byte[] {5, 0}))));
    assertRefused(answer(authority.seal(key, foreign)));
    assertRefused(answer(authority.seal(key, sealing, "1.3.6.1.4.1.32473.1.3", inADay())));
  }

  @Test
  void readsTheKeyFromEachExtensionThatTheSettingsName() {
    ApiKey other = KeyTables.mint();
    ClientIdentity elsewhere = authority.seal(other, sealing, OTHER_EXTENSION, inADay());
    publish(3, sealed(key, client), sealed(other, elsewhere));

    assertThat(answer(elsewhere)).startsWith("HTTP/1.1 200 ");
    assertThat(answer(client)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void refusesABlobThatWasLiftedIntoAnotherCertificateOfTheSameAuthority() {
    byte[] extension = client.certificate().getExtensionValue(SealedKey.EXTENSION);
    byte[] lifted = ASN1OctetString.getInstance(extension).getOctets();

    assertRefused(answer(authority.with(Optional.of(lifted))));
    assertThat(answer(client)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void refusesAKeyThatTheTablePinsToAnotherCertificate() {
    ClientIdentity another = authority.seal(key, sealing);

    assertRefused(answer(another));
    publish(3, sealed(key, another));
    assertThat(answer(another)).startsWith("HTTP/1.1 200 ");
    assertRefused(answer(client));
  }

  @Test
  void refusesTheKeyOfACertificateAsABearerKeyInTheWordsForAnUnknownOne() {
    String[] answers = new String[2];
    ApiKey[] keys = {key, KeyTables.mint()};
    for (int i = 0; i < answers.length; i++) {
      try (RawConnection connection = new RawConnection(runtime)) {
        answers[i] =
            connection
                .send(POST + "Authorization: Bearer " + keys[i].reveal() + "\r\n\r\nx")
                .response();
      }
      assertRefused(answers[i]);
    }

    assertThat(constant(answers[0])).isEqualTo(constant(answers[1]));
  }

  @Test
  void refusesABearerKeyInsideACertificate() {
    ClientIdentity bearer = authority.seal(runtime.key, sealing);

    assertRefused(answer(bearer));
    assertThat(runtime.produce("x").statusCode()).isEqualTo(200);
  }

  @Test
  void ignoresTheAuthorizationHeader() {
    ClientIdentity keyless = authority.with(Optional.empty());
    String good = "Authorization: Bearer " + runtime.key.reveal() + "\r\n";
    String bad = "Authorization: Bearer rpk_nonsense\r\n";

    try (RawConnection connection = connect(keyless)) {
      assertRefused(connection.send(POST + good + "\r\nx").response());
    }
    try (RawConnection connection = connect(client)) {
      assertThat(connection.send(POST + bad + bad + "\r\nx").response()).contains(" 200 ");
    }
  }

  @Test
  void revokesOnAnOpenConnectionInTheSameWordsAndLogsNoSecret() {
    try (LogLines log = new LogLines("io.restproducer");
        RawConnection connection = connect(client)) {
      assertThat(post(connection)).startsWith("HTTP/1.1 200 ");

      publish(3);

      String revoked = post(connection);
      assertRefused(revoked);
      assertThat(constant(revoked))
          .isEqualTo(constant(answer(authority.with(Optional.empty()))))
          .isEqualTo(constant(answer(authority.seal(KeyTables.mint(), sealing))));
      publish(4, sealed(key, client));
      assertThat(post(connection)).startsWith("HTTP/1.1 200 ");
      await().atMost(PATIENCE).until(() -> log.text().contains("NOT_AUTHENTICATED"));
      assertThat(log.text()).doesNotContain(key.reveal().substring(17));
    }
  }

  @Test
  void refusesFromTheMomentTheKeyExpires() {
    Instant end = Instant.now().plus(1, ChronoUnit.HOURS);
    publish(3, sealed(KeyTables.entry(key, Role.EDITOR, Optional.of(end), "orders"), client));
    try (RawConnection connection = connect(client)) {
      assertThat(post(connection)).startsWith("HTTP/1.1 200 ");

      // The certificate itself is not over then.
      ahead = Duration.ofHours(1);

      assertRefused(post(connection));
    }
  }

  @Test
  void refusesFromTheMomentTheCertificateIsOver() {
    ClientIdentity brief = authority.seal(key, sealing, SealedKey.EXTENSION, inADay());
    publish(3, sealed(key, brief));
    try (RawConnection connection = connect(brief)) {
      assertThat(post(connection)).startsWith("HTTP/1.1 200 ");

      ahead = Duration.ofDays(1);

      assertRefused(post(connection));
    }
  }

  @Test
  void anOpenConnectionWhoseAuthorityIsDroppedGets401() {
    TestAuthority next = TestAuthority.named("gateway clients v2");
    ClientIdentity renewed = next.seal(key, sealing);
    try (RawConnection connection = connect(client)) {
      assertThat(post(connection)).startsWith("HTTP/1.1 200 ");

      trust(authority, next);
      assertThat(post(connection)).startsWith("HTTP/1.1 200 ");
      trust(next);

      assertRefused(post(connection));
      assertThat(answer(client.trusting(runtime.certificate), "TLSv1.3")).isEmpty();
      publish(3, sealed(key, renewed));
      assertThat(answer(renewed)).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void opensWhatWasSealedWithTheKeysThatAreMountedNow() {
    SealingKey next = SealingKey.mint(RANDOM);
    ApiKey later = KeyTables.mint();
    ClientIdentity renewed = authority.seal(later, next);
    publish(3, sealed(key, client), sealed(later, renewed));
    try (RawConnection early = connect(renewed);
        RawConnection old = connect(client)) {
      assertRefused(post(early));
      assertThat(post(old)).startsWith("HTTP/1.1 200 ");

      runtime.openWith(next);
      awaitSealingKeys(sealing, next);
      assertThat(post(early)).startsWith("HTTP/1.1 200 ");
      runtime.forget(sealing);
      awaitSealingKeys(next);

      assertRefused(answer(client));
      assertThat(post(early)).startsWith("HTTP/1.1 200 ");
      assertThat(post(old)).as("opened once").startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void hasTheSamePathsButNoDescription() {
    try (RawConnection connection = connect(client)) {
      assertThat(connection.send("GET /alive HTTP/1.1\r\nHost: h\r\n\r\n").response())
          .contains(" 200 ");
      for (String method : List.of("GET", "POST")) {
        String request = method + " /openapi.json HTTP/1.1\r\nHost: h\r\n\r\n";
        assertThat(connection.send(request).response()).startsWith("HTTP/1.1 404 ");
      }
    }
  }

  private KeyEntry sealed(ApiKey minted, ClientIdentity identity) {
    return sealed(KeyTables.entry(minted, Role.EDITOR, RuntimeFixture.TOPIC), identity);
  }

  private static KeyEntry sealed(KeyEntry entry, ClientIdentity identity) {
    return KeyTables.sealed(entry, identity.sealedIn());
  }

  /** A table with the bearer key and {@code entries}. */
  private void publish(long revision, KeyEntry... entries) {
    KeyEntry[] all = Arrays.copyOf(entries, entries.length + 1);
    all[entries.length] = KeyTables.entry(runtime.key, Role.EDITOR, RuntimeFixture.TOPIC);
    assertThat(runtime.push(revision, all).statusCode()).isEqualTo(200);
  }

  private void trust(TestAuthority... authorities) {
    int before = runtime.status().clientsTrust().size();
    runtime.trust(authorities);
    await().atMost(PATIENCE).until(() -> runtime.status().clientsTrust().size() != before);
  }

  private void awaitSealingKeys(SealingKey... keys) {
    List<String> ids = Arrays.stream(keys).map(SealingKey::id).sorted().toList();
    await().atMost(PATIENCE).until(() -> runtime.status().sealingKeys().equals(ids));
  }

  private int port() {
    return runtime.clientAuthPort();
  }

  private RawConnection connect(ClientIdentity identity) {
    return new RawConnection(identity.trusting(runtime.certificate), port());
  }

  private String answer(ClientIdentity identity) {
    try (RawConnection connection = connect(identity)) {
      return post(connection);
    }
  }

  /** Empty when the server ends the handshake. */
  private String answer(SSLContext tls, String protocol) {
    try (RawConnection connection = new RawConnection(tls, port(), protocol)) {
      return post(connection);
    } catch (IllegalStateException refused) {
      assertThat(refused).hasRootCauseInstanceOf(IOException.class);
      return "";
    }
  }

  private static String post(RawConnection connection) {
    return connection.send(POST + "\r\nx").response();
  }

  private static void assertRefused(String answer) {
    assertThat(answer).startsWith("HTTP/1.1 401 ").contains("WWW-Authenticate: Bearer");
  }

  /** What does not differ from answer to answer. */
  private static String constant(String answer) {
    return answer.replaceAll("Date: [^\r]*|\"incident\":\"[0-9a-f]+\"", "");
  }

  private static Instant inADay() {
    return Instant.now().plus(1, ChronoUnit.DAYS);
  }

  private double metric(String beginning) {
    return runtime
        .management("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(beginning))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
