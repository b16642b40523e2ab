package io.restproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restproducer.contract.RuntimeConfiguration.Mechanism;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Brokers that want TLS and an account or a certificate, and credentials that change. */
class SecuredKafkaIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String PRODUCE = "io.restproducer.runtime.produce";

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Mechanism.class)
  void writesByEveryMechanismAndSaysWhoSentARecord(Mechanism mechanism) {
    try (SecuredKafka kafka = kafka(mechanism);
        RuntimeFixture runtime = kafka.runtime(config()).start().awaitReady()) {
      HttpResponse<String> written =
          runtime.send(
              runtime
                  .post("orders?headers=colour:726463", BodyPublishers.ofString("secured"))
                  .build());

      assertThat(written.statusCode()).as(written.body()).isEqualTo(200);
      var record = kafka.broker.read(RuntimeFixture.TOPIC, 0, 0);
      assertThat(record.value()).asString().isEqualTo("secured");
      assertThat(Stream.of(record.headers().toArray()).map(SecuredKafkaIT::text))
          .containsExactly("colour=rdc", "sent-by=apps/checkout");
    }
  }

  @Test
  void nobodySetsTheHeaderThatSaysWhoSentARecord() {
    try (SecuredKafka kafka = kafka(Mechanism.PLAIN);
        RuntimeFixture runtime = kafka.runtime(config()).start().awaitReady()) {
      for (String forged : new String[] {"sent-by:61", "a:61,Sent-By:61", "SENT-BY:"}) {
        HttpResponse<String> refused =
            runtime.send(
                runtime.post("orders?headers=" + forged, BodyPublishers.ofString("x")).build());
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(refused.body()).contains("sent-by is set by this API");
      }
      assertThat(kafka.broker.end(RuntimeFixture.TOPIC, 0)).isZero();
    }
  }

  @Test
  void aChangedPasswordIsPutInForceUnderLoadWithoutAFailedRequest() {
    try (SecuredKafka kafka = kafka(Mechanism.SCRAM_SHA_512);
        LogLines log = new LogLines(PRODUCE);
        RuntimeFixture runtime = kafka.runtime(config()).start().awaitReady();
        SteadyCallers callers = new SteadyCallers(runtime)) {
      awaitMore(callers);
      for (int i = 2; i <= 4; i++) {
        kafka.setPassword("word " + i);
        awaitMore(callers);
        SecuredKafka.write(runtime, "word " + i + "\n");
        awaitInForce(log, i);
        awaitMore(callers);
      }

      assertThat(callers.stop()).isEmpty();
      assertThat(kafka.broker.end(RuntimeFixture.TOPIC, 0)).isEqualTo(callers.served());
      kafka.broker.stop();
      kafka.broker.restart();
      await().atMost(PATIENCE).until(() -> runtime.produce("again").statusCode() == 200);
    }
  }

  @Test
  void aPasswordThatIsWrongOrNotYetInForceNeverTakesThePlaceOfTheOneThatWorks() {
    try (SecuredKafka kafka = kafka(Mechanism.SCRAM_SHA_256);
        RuntimeFixture runtime = kafka.runtime(config()).start().awaitReady();
        SteadyCallers callers = new SteadyCallers(runtime)) {
      awaitMore(callers);
      SecuredKafka.write(runtime, "not yet");
      await()
          .atMost(PATIENCE)
          .until(() -> runtime.status().kafka().reason().equals("AuthenticationFailed"));
      assertThat(runtime.status().kafka().reachable()).isTrue();
      SecuredKafka.write(runtime, "two\nlines");
      await()
          .atMost(PATIENCE)
          .until(() -> runtime.management("/metrics").body().contains("updates_total 1.0"));
      awaitMore(callers);

      kafka.setPassword("now");
      SecuredKafka.write(runtime, "now");

      await().atMost(PATIENCE).until(() -> runtime.status().kafka().reason().isEmpty());
      awaitMore(callers);
      assertThat(callers.stop()).isEmpty();
    }
  }

  @Test
  void certificatesAndTrustAreReplacedUnderLoadWithoutAFailedRequest() {
    try (SecuredKafka kafka = kafka(Mechanism.TLS);
        LogLines log = new LogLines(PRODUCE);
        RuntimeFixture runtime = kafka.runtime(config()).start().awaitReady();
        SteadyCallers callers = new SteadyCallers(runtime)) {
      awaitMore(callers);
      SecuredKafka.present(runtime, SecuredKafka.NEXT_CLIENT);
      awaitInForce(log, 2);
      awaitMore(callers);
      SecuredKafka.trust(runtime, TestCertificate.ec(), SecuredKafka.BROKER);
      awaitInForce(log, 3);
      awaitMore(callers);
      SecuredKafka.trust(runtime, TestCertificate.ec());
      await().atMost(PATIENCE).until(() -> runtime.status().kafka().reason().equals("TlsFailed"));
      awaitMore(callers);

      assertThat(callers.stop()).isEmpty();
    }
  }

  @Test
  void aWrongPasswordIsNamedAndHealsInPlace() {
    try (SecuredKafka kafka = kafka(Mechanism.SCRAM_SHA_512);
        LogLines log = new LogLines("org.apache.kafka");
        LogLines own = new LogLines("io.restproducer");
        RuntimeFixture runtime = kafka.runtime(config())) {
      SecuredKafka.write(runtime, "wrong-word");
      runtime.start();
      refuses(runtime, "AuthenticationFailed");
      assertThat(log.text() + own.text() + runtime.management("/status").body())
          .contains("SCRAM-SHA-512")
          .doesNotContain("wrong-word");

      SecuredKafka.write(runtime, SecuredKafka.WORD);

      runtime.awaitReady();
      assertThat(runtime.produce("healed").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aBrokerThatIsNotTrustedIsNamedAndHealsInPlace() {
    try (SecuredKafka kafka = kafka(Mechanism.SCRAM_SHA_512);
        RuntimeFixture runtime = kafka.runtime(config())) {
      SecuredKafka.trust(runtime, TestCertificate.ec());
      runtime.start();
      refuses(runtime, "TlsFailed");

      SecuredKafka.trust(runtime, SecuredKafka.BROKER);

      runtime.awaitReady();
      assertThat(runtime.produce("healed").statusCode()).isEqualTo(200);
    }
  }

  private static void refuses(RuntimeFixture runtime, String reason) {
    await().atMost(PATIENCE).until(() -> runtime.status().kafka().reason().equals(reason));
    await().atMost(PATIENCE).until(() -> runtime.runtime().apiPort().isPresent());
    assertThat(runtime.management("/readyz").statusCode()).isEqualTo(503);
    HttpResponse<String> refused = runtime.produce("refused");
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(refused.body()).contains("Nothing was written").doesNotContain("127.0.0.1");
  }

  /** How often access was put in force so far. */
  private static long inForce(LogLines log) {
    return log.events().stream()
        .filter(line -> line.getMessage().equals("access to Kafka in force"))
        .count();
  }

  private static void awaitInForce(LogLines log, int times) {
    await().atMost(PATIENCE).until(() -> inForce(log) == times);
  }

  private static void awaitMore(SteadyCallers callers) {
    long before = callers.served();
    await().atMost(PATIENCE).until(() -> callers.served() > before + 200);
  }

  private SecuredKafka kafka(Mechanism mechanism) {
    return new SecuredKafka(directory.resolve("kafka"), mechanism);
  }

  private Path config() {
    return directory.resolve("config");
  }

  private static String text(Header header) {
    return header.key() + "=" + new String(header.value());
  }
}
