package io.restproducer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restproducer.contract.MountedFiles;
import io.restproducer.contract.RuntimeConfiguration;
import io.restproducer.contract.RuntimeConfiguration.Authentication;
import io.restproducer.contract.RuntimeConfiguration.Mechanism;
import io.restproducer.contract.RuntimeConfiguration.Tls;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaAccessTest {
  private static final String SECRET = "s3cr3t-Zürich";
  private static final Pem ONE = Pem.make("CN=one");
  private static final Pem OTHER = Pem.make("CN=other");

  @Test
  void aPasswordReachesTheCallbackAndNoText() throws Exception {
    KafkaAccess access = scram(SECRET);
    Map<String, Object> options = access.options();

    assertThat(access.toString() + options + new AdminClientConfig(options).values())
        .contains("SCRAM-SHA-512 as gateway")
        .doesNotContain(SECRET);
    assertThat(told(options)).isEqualTo("gateway " + SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {SECRET, SECRET + "\n", SECRET + "\r\n"})
  void aLineEndIsNotPartOfAPassword(String file) throws Exception {
    assertThat(told(scram(file).options())).isEqualTo("gateway " + SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "two\nlines", "tab\there"})
  void aPasswordThatCannotBeOneIsRefusedWithoutShowingIt(String file) {
    assertThatThrownBy(() -> scram(file))
        .isInstanceOfSatisfying(
            InvalidKafkaFile.class,
            e -> assertThat(e.file()).isEqualTo(MountedFiles.KAFKA_PASSWORD))
        .message()
        .doesNotContain("lines", "tab\there");
  }

  @Test
  void equalFilesGiveEqualAccessAndOthersDoNot() throws Exception {
    assertThat(scram(SECRET)).isEqualTo(scram(SECRET)).hasSameHashCodeAs(scram(SECRET));
    assertThat(scram(SECRET)).isNotEqualTo(scram(SECRET + "x"));
    assertThat(mutual(ONE, ONE)).isEqualTo(mutual(ONE, ONE)).isNotEqualTo(mutual(OTHER, ONE));
    assertThat(mutual(ONE, ONE)).isNotEqualTo(mutual(ONE, OTHER));
    assertThat(KafkaAccess.plain("a:1"))
        .isEqualTo(KafkaAccess.open(kafka(null, null), Map.of()))
        .isNotEqualTo(KafkaAccess.plain("b:1"));
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> KafkaAccess.open(kafka(null, Mechanism.PLAIN), Map.of()))
        .hasMessage("kafka/password is not there");
    assertThatThrownBy(() -> KafkaAccess.open(kafka(new Tls(false), null), Map.of()))
        .hasMessage("kafka/trust holds no certificate to trust");
    assertThatThrownBy(
            () ->
                KafkaAccess.open(
                    kafka(new Tls(true), Mechanism.TLS),
                    Map.of(MountedFiles.KAFKA_CERTIFICATE, ONE.certificate())))
        .hasMessage("kafka/tls.key is not there");
  }

  @Test
  void aFileThatIsNoCertificateIsNamedAndNotEchoed() {
    byte[] noise = (SECRET + " noise").getBytes(StandardCharsets.UTF_8);
    for (byte[] wrong : List.of(noise, new byte[0], ONE.key())) {
      Map<String, byte[]> files =
          Map.of("kafka/trust/ca/ca.crt", ONE.certificate(), "kafka/trust/ca/x.p12", wrong);
      assertThatThrownBy(() -> KafkaAccess.open(kafka(new Tls(false), null), files))
          .hasMessageStartingWith("kafka/trust/ca/x.p12 is not PEM of one or more X.509")
          .hasMessageNotContaining(SECRET);
    }
  }

  @Test
  void aKeyThatBelongsToAnotherCertificateOrIsNoneIsRefused() {
    assertThatThrownBy(() -> open(ONE.certificate(), OTHER.key(), ONE))
        .hasMessageContaining("kafka/tls.key does not belong to the client certificate");
    String pkcs1 =
        new String(ONE.key(), StandardCharsets.US_ASCII).replace("PRIVATE KEY", "EC PRIVATE KEY");
    assertThatThrownBy(
            () -> open(ONE.certificate(), pkcs1.getBytes(StandardCharsets.US_ASCII), ONE))
        .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
  }

  @Test
  void onlyPlainAndPublicAuthoritiesNeedNoFile() {
    assertThat(KafkaAccess.needsNoFile(kafka(null, null))).isTrue();
    assertThat(KafkaAccess.needsNoFile(kafka(new Tls(true), null))).isTrue();
    assertThat(KafkaAccess.needsNoFile(kafka(new Tls(false), null))).isFalse();
    assertThat(KafkaAccess.needsNoFile(kafka(new Tls(true), Mechanism.TLS))).isFalse();
  }

  @Test
  void theProtocolFollowsFromTlsAndAccount() throws Exception {
    assertThat(KafkaAccess.plain("a:1").options()).containsEntry("security.protocol", "PLAINTEXT");
    assertThat(scram(SECRET).options()).containsEntry("security.protocol", "SASL_PLAINTEXT");
    assertThat(mutual(ONE, ONE).options()).containsEntry("security.protocol", "SSL");
    Map<String, byte[]> files = Map.of(MountedFiles.KAFKA_PASSWORD, SECRET.getBytes());
    assertThat(KafkaAccess.open(kafka(new Tls(true), Mechanism.PLAIN), files).options())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.mechanism", "PLAIN");
  }

  private static String told(Map<String, Object> options) throws Exception {
    AccountCallbackHandler handler = new AccountCallbackHandler();
    handler.configure(options, "SCRAM-SHA-512", List.of());
    NameCallback name = new NameCallback("name");
    PasswordCallback password = new PasswordCallback("password", false);
    handler.handle(new Callback[] {name, password});
    return name.getName() + " " + String.valueOf(password.getPassword());
  }

  private static KafkaAccess scram(String file) throws InvalidKafkaFile {
    return KafkaAccess.open(
        kafka(null, Mechanism.SCRAM_SHA_512),
        Map.of(MountedFiles.KAFKA_PASSWORD, file.getBytes(StandardCharsets.UTF_8)));
  }

  private static KafkaAccess mutual(Pem client, Pem trusted) throws InvalidKafkaFile {
    return open(client.certificate(), client.key(), trusted);
  }

  private static KafkaAccess open(byte[] certificate, byte[] key, Pem trusted)
      throws InvalidKafkaFile {
    Map<String, byte[]> files = new HashMap<>();
    files.put(MountedFiles.KAFKA_CERTIFICATE, certificate);
    files.put(MountedFiles.KAFKA_KEY, Arrays.copyOf(key, key.length));
    files.put(MountedFiles.KAFKA_TRUST + "/my-ca/ca.crt", trusted.certificate());
    return KafkaAccess.open(kafka(new Tls(false), Mechanism.TLS), files);
  }

  private static RuntimeConfiguration.Kafka kafka(Tls tls, Mechanism mechanism) {
    Optional<String> username =
        mechanism == Mechanism.TLS ? Optional.empty() : Optional.of("gateway");
    return new RuntimeConfiguration.Kafka(
        "a:1",
        Map.of(),
        Optional.ofNullable(tls),
        Optional.ofNullable(mechanism).map(m -> new Authentication(m, username)),
        Optional.empty());
  }
}
