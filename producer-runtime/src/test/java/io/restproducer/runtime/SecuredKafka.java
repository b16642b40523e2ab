package io.restproducer.runtime;

import io.restproducer.contract.MountedFiles;
import io.restproducer.contract.RuntimeConfiguration;
import io.restproducer.contract.RuntimeConfiguration.Authentication;
import io.restproducer.contract.RuntimeConfiguration.Mechanism;
import io.restproducer.contract.RuntimeConfiguration.Tls;
import io.restproducer.dev.kafka.SecuredListener;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.ScramMechanism;

/**
 * A broker that lets nobody in without TLS and an account or a certificate, and who may come in.
 */
final class SecuredKafka implements AutoCloseable {
  static final String USER = "gateway";
  static final String WORD = "pw-first-Zürich";

  /** What the broker presents. */
  static final TestCertificate BROKER = TestCertificate.ec();

  /** Whose holder the broker lets in. */
  static final TestCertificate CLIENT = TestCertificate.ec();

  /** Whose holder it lets in, too. */
  static final TestCertificate NEXT_CLIENT = TestCertificate.rsa();

  final TestBroker broker;
  private final Mechanism mechanism;

  SecuredKafka(Path directory, Mechanism mechanism) {
    this.mechanism = mechanism;
    Map<String, String> settings = new HashMap<>();
    settings.put("ssl.keystore.type", "PEM");
    settings.put("ssl.keystore.certificate.chain", text(BROKER.certificatePem()));
    settings.put("ssl.keystore.key", text(BROKER.keyPem()));
    settings.put("ssl.truststore.type", "PEM");
    settings.put(
        "ssl.truststore.certificates",
        text(CLIENT.certificatePem()) + text(NEXT_CLIENT.certificatePem()));
    if (mechanism == Mechanism.TLS) {
      settings.put("ssl.client.auth", "required");
    } else {
      settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512,SCRAM-SHA-256,PLAIN");
      String scram = "org.apache.kafka.common.security.scram.ScramLoginModule required;";
      settings.put("scram-sha-512.sasl.jaas.config", scram);
      settings.put("scram-sha-256.sasl.jaas.config", scram);
      settings.put(
          "plain.sasl.jaas.config",
          "org.apache.kafka.common.security.plain.PlainLoginModule required user_%s=\"%s\";"
              .formatted(USER, WORD));
    }
    String protocol = mechanism == Mechanism.TLS ? "SSL" : "SASL_SSL";
    broker = new TestBroker(directory, new SecuredListener(protocol, settings), Map.of());
    broker.createTopic(RuntimeFixture.TOPIC, 1, Map.of());
    setPassword(WORD);
  }

  /** Of the account; a broker keeps those of PLAIN as it was started. */
  void setPassword(String word) {
    if (mechanism == Mechanism.SCRAM_SHA_512) {
      broker.setPassword(ScramMechanism.SCRAM_SHA_512, USER, word);
    } else if (mechanism == Mechanism.SCRAM_SHA_256) {
      broker.setPassword(ScramMechanism.SCRAM_SHA_256, USER, word);
    }
  }

  /** A runtime that comes by the secured listener, with the right files. */
  RuntimeFixture runtime(Path directory) {
    RuntimeFixture runtime =
        new RuntimeFixture(directory)
            .withKafka(
                kafka ->
                    new RuntimeConfiguration.Kafka(
                        kafka.bootstrapServers(),
                        kafka.producer(),
                        Optional.of(new Tls(false)),
                        Optional.of(new Authentication(mechanism, username())),
                        Optional.of("sent-by")))
            .files(broker.securedBootstrapServers());
    trust(runtime, BROKER);
    if (mechanism == Mechanism.TLS) {
      present(runtime, CLIENT);
    } else {
      write(runtime, WORD);
    }
    return runtime;
  }

  static void trust(RuntimeFixture runtime, TestCertificate... trusted) {
    StringBuilder bundle = new StringBuilder();
    for (TestCertificate one : trusted) {
      bundle.append(text(one.certificatePem()));
    }
    runtime.write(
        MountedFiles.KAFKA_TRUST + "/my-cluster-ca/ca.crt",
        bundle.toString().getBytes(StandardCharsets.US_ASCII));
  }

  /** Not both at once, as a volume would: half an update does not load and is left out. */
  static void present(RuntimeFixture runtime, TestCertificate client) {
    runtime.write(MountedFiles.KAFKA_CERTIFICATE, client.certificatePem());
    runtime.write(MountedFiles.KAFKA_KEY, client.keyPem());
  }

  static void write(RuntimeFixture runtime, String word) {
    runtime.write(MountedFiles.KAFKA_PASSWORD, word.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    broker.close();
  }

  private Optional<String> username() {
    return mechanism == Mechanism.TLS ? Optional.empty() : Optional.of(USER);
  }

  private static String text(byte[] pem) {
    return new String(pem, StandardCharsets.US_ASCII);
  }
}
