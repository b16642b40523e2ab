package io.restproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.restproducer.contract.ApiKey;
import io.restproducer.contract.MountedFiles;
import io.restproducer.contract.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the outside gets to see, at any log level and in any answer. */
class DisclosureIT {
  @TempDir Path directory;
  private TestBroker broker;
  private RuntimeFixture runtime;

  @BeforeEach
  void prepare() {
    broker = new TestBroker(directory.resolve("kafka"), Map.of());
    broker.createTopic(RuntimeFixture.TOPIC, 1, Map.of());
    runtime =
        new RuntimeFixture(directory.resolve("config")).files(broker.bootstrapServers(), "absent");
  }

  @AfterEach
  void stop() {
    runtime.close();
    broker.close();
  }

  @Test
  void showsNoSecretInAnyLogAnswerStatusOrMetric() {
    ApiKey unknown = KeyTables.mint();
    List<String> seen = new ArrayList<>();
    // The wire's own loggers would show whatever is sent: they are the only ones left out.
    try (LogLines ours = new LogLines("io.restproducer");
        LogLines undertow = new LogLines("io.undertow.request");
        LogLines clients = new LogLines("org.apache.kafka.clients.producer")) {
      runtime.start().awaitReady();
      seen.addAll(answers(unknown));
      runtime.push(2, KeyTables.entry(runtime.key, Role.EDITOR, RuntimeFixture.TOPIC));
      runtime.push(1, KeyTables.entry(runtime.key, Role.EDITOR, RuntimeFixture.TOPIC));
      seen.add(runtime.push(runtime.key.reveal().getBytes(StandardCharsets.US_ASCII)).body());
      runtime.write(MountedFiles.SERVER_CERTIFICATE, TestCertificate.ec().certificatePem());
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> ours.text().contains("the server key does not belong"));
      for (String path : List.of("/status", "/metrics", "/readyz", "/livez")) {
        seen.add(runtime.management(path).body());
      }
      assertThat(ours.text()).contains("DEBUG record written", "request refused");
      seen.add(ours.text());
      seen.add(undertow.text());
      seen.add(clients.text());
    }
    String privateKey =
        new String(runtime.certificate.keyPem(), StandardCharsets.US_ASCII).lines().toList().get(1);
    for (String text : seen) {
      assertThat(text)
          .doesNotContain(secret(runtime.key), secret(unknown), privateKey, "PRIVATE KEY-")
          .doesNotContain(basic(runtime.key).substring(30));
    }
  }

  @Test
  void logsOneLineForARefusalWithWhoWhatAndWhyAndNothingElse() {
    runtime.start().awaitReady();
    try (LogLines log = new LogLines("io.restproducer.runtime.access")) {
      HttpResponse<String> refused =
          runtime.send(runtime.post("absent", BodyPublishers.ofString("the body")).build());

      assertThat(refused.statusCode()).isEqualTo(404);
      assertThat(log.events()).hasSize(1);
      ILoggingEvent line = log.events().get(0);
      assertThat(line.getMessage()).isEqualTo("request refused");
      assertThat(line.getThrowableProxy()).isNull();
      assertThat(line.getKeyValuePairs())
          .extracting(pair -> pair.key)
          .containsExactly(
              "incident", "status", "reason", "topic", "serviceId", "keyId", "remoteAddress");
      assertThat(line.getKeyValuePairs())
          .extracting(pair -> String.valueOf(pair.value))
          .contains("404", "NO_SUCH_TOPIC", "absent", "apps/checkout", runtime.key.id())
          .contains("127.0.0.1");
      assertThat(refused.body()).contains(String.valueOf(line.getKeyValuePairs().get(0).value));
    }
  }

  private List<String> answers(ApiKey unknown) {
    String key = runtime.key.reveal();
    String path = "/topics/orders/records";
    return Stream.of(
            request(path, "Bearer " + key, "x"),
            request(path, "Basic " + basic(runtime.key), "x"),
            request(path, "Bearer " + unknown.reveal(), "x"),
            request(path, "Bearer " + key + "x", "x"),
            request(path, "Basic " + basic(unknown), "x"),
            request("/topics/others/records", "Bearer " + key, "x"),
            request("/topics/absent/records", "Bearer " + key, "x"),
            request("/" + key, "Bearer " + key, "x"),
            request(path + "?" + key + "=1", "Bearer " + key, "x"),
            request(path + "?headers=a:" + key, "Bearer " + key, "x"),
            request(path + "?keyType=binary&key=" + key, "Bearer " + key, "x"),
            request(path, "Bearer " + key, "m".repeat(70_000)),
            request(path, "Bearer " + key, ""))
        .map(request -> runtime.send(request).body())
        .toList();
  }

  private HttpRequest request(String path, String authorization, String body) {
    return HttpRequest.newBuilder(runtime.uri(path))
        .header("Authorization", authorization)
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private static String secret(ApiKey key) {
    return key.reveal().substring(17);
  }

  private static String basic(ApiKey key) {
    return Base64.getEncoder().encodeToString(("token:" + key.reveal()).getBytes());
  }
}
