package io.restproducer.operator.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.restproducer.crds.RestProducerSpec;
import io.restproducer.operator.pki.CertificateMint;
import io.restproducer.operator.pki.CertifiedKey;
import io.restproducer.operator.pki.KeyAlgorithm;
import io.restproducer.operator.producer.KafkaFiles.File;
import io.restproducer.operator.reconcile.Component;
import io.restproducer.operator.reconcile.Reason;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaSecretsTest {
  private static final String SECRET = "s3cr3t-word";
  private static final CertifiedKey ONE =
      new CertificateMint(Clock.systemUTC(), new SecureRandom())
          .serverAuthority("one", 1, KeyAlgorithm.ECDSA);
  private static final CertifiedKey OTHER =
      new CertificateMint(Clock.systemUTC(), new SecureRandom())
          .serverAuthority("other", 1, KeyAlgorithm.ECDSA);
  private static final String STRIMZI =
      "{tls: {trustedCertificates: [{secretName: my-cluster-ca, certificate: ca.crt}]},"
          + " authentication: {tls: {secretName: my-user, certificate: user.crt, key: user.key}}}";
  private static final String SCRAM =
      "{authentication: {scramSha512: {username: u, passwordSecret: {secretName: my-user,"
          + " key: password}}}}";

  private final Map<String, Secret> present = new HashMap<>();

  @Test
  void takesSecretsAsStrimziWritesThemAndMountsNoOtherKey() throws Exception {
    add("my-cluster-ca", Map.of("ca.crt", ONE.certificatePem(), "ca.p12", bytes("\0p12")));
    add(
        "my-user",
        Map.of(
            "ca.crt", ONE.certificatePem(),
            "user.crt", OTHER.certificatePem(),
            "user.key", OTHER.privateKeyPem(),
            "user.password", bytes(SECRET)));

    KafkaSecrets.Usable usable = read(STRIMZI);

    assertThat(usable.files().files())
        .containsExactly(
            new File("my-cluster-ca", "ca.crt", "kafka/trust/my-cluster-ca/ca.crt"),
            new File("my-user", "user.crt", "kafka/tls.crt"),
            new File("my-user", "user.key", "kafka/tls.key"));
    assertThat(usable.access().options()).containsEntry("security.protocol", "SSL");
    assertThat(KafkaSecrets.names(spec(STRIMZI).kafka)).containsExactly("my-cluster-ca", "my-user");
  }

  @Test
  void aPatternTakesWhatMatchesAndNamesWhatIsNoCertificate() throws Exception {
    String tls = "{tls: {trustedCertificates: [{secretName: ca, pattern: '*'}]}}";
    add("ca", Map.of("ca.crt", ONE.certificatePem(), "b.crt", OTHER.certificatePem()));
    assertThat(read(tls).files().files()).extracting(File::key).containsExactly("b.crt", "ca.crt");

    add("ca", Map.of("ca.crt", ONE.certificatePem(), "ca.password", bytes(SECRET)));
    assertThat(read("{tls: {trustedCertificates: [{secretName: ca, pattern: '*.crt'}]}}").files())
        .isEqualTo(new KafkaFiles(List.of(new File("ca", "ca.crt", "kafka/trust/ca/ca.crt"))));
    refuses(tls, Reason.SECRET_CONTENT_INVALID, "Secret ca, key ca.password: is not PEM");
    refuses(
        tls.replace("'*'", "'*.pem'"),
        Reason.SECRET_KEY_MISSING,
        "Secret ca has no key that matches *.pem");
  }

  @Test
  void namesTheSecretAndTheKeyThatAreMissing() {
    refuses(SCRAM, Reason.SECRET_NOT_FOUND, "Secret my-user does not exist in this namespace");
    add("my-user", Map.of());
    refuses(SCRAM, Reason.SECRET_KEY_MISSING, "Secret my-user has no key password");
    add("my-user", Map.of("password", bytes("")));
    refuses(SCRAM, Reason.SECRET_CONTENT_INVALID, "Secret my-user, key password: is empty");
    add("my-user", Map.of("password", bytes(SECRET + "\n" + SECRET)));
    refuses(SCRAM, Reason.SECRET_CONTENT_INVALID, "Secret my-user, key password: has a control");
  }

  @Test
  void aKeyOfAnotherCertificateIsNamed() {
    add("my-cluster-ca", Map.of("ca.crt", ONE.certificatePem()));
    add("my-user", Map.of("user.crt", ONE.certificatePem(), "user.key", OTHER.privateKeyPem()));
    refuses(
        STRIMZI,
        Reason.SECRET_CONTENT_INVALID,
        "Secret my-user, key user.key: does not belong to the client certificate");
  }

  @Test
  void neverMountsASecretOfTheOperatorsOwn() {
    add("my-user", Map.of("password", bytes(SECRET)));
    present.get("my-user").getMetadata().setLabels(Component.PRODUCER_RUNTIME.labels("gateway"));
    refuses(SCRAM, Reason.SECRET_CONFLICT, "one of this operator's own");
  }

  @Test
  void publicAuthoritiesNeedNoSecret() throws Exception {
    assertThat(read("{tls: {}}").files()).isEqualTo(KafkaFiles.NONE);
    assertThat(read("{tls: {trustedCertificates: []}}").access().options())
        .containsEntry("security.protocol", "SSL");
  }

  private void refuses(String kafka, Reason reason, String message) {
    assertThatThrownBy(() -> read(kafka))
        .isInstanceOfSatisfying(UnusableSecret.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(message)
        .hasMessageNotContaining(SECRET);
  }

  private KafkaSecrets.Usable read(String kafka) throws UnusableSecret {
    return KafkaSecrets.read(spec(kafka), present);
  }

  private static RestProducerSpec spec(String kafka) {
    RestProducerSpec spec = Serialization.unmarshal("kafka: " + kafka, RestProducerSpec.class);
    spec.kafka.bootstrapServers = "kafka:9093";
    return spec;
  }

  private void add(String name, Map<String, byte[]> content) {
    SecretBuilder secret = new SecretBuilder().withNewMetadata().withName(name).endMetadata();
    content.forEach(
        (key, bytes) -> secret.addToData(key, Base64.getEncoder().encodeToString(bytes)));
    present.put(name, secret.build());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
