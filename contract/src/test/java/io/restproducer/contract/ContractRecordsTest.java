package io.restproducer.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractRecordsTest {
  private static final RuntimeConfiguration CONFIGURATION =
      new RuntimeConfiguration(
          RuntimeConfiguration.VERSION,
          new ProducerId("gateway", "orders"),
          new RuntimeConfiguration.Listeners(8443, 8080),
          new RuntimeConfiguration.Kafka("kafka:9092", Map.of("linger.ms", "5")),
          "key",
          new RuntimeConfiguration.Logging("INFO", "json"),
          15);

  @Test
  void aConfigurationSurvivesTheFile() {
    assertThat(RuntimeConfiguration.parse(CONFIGURATION.toJson())).isEqualTo(CONFIGURATION);
  }

  @Test
  void aPortForClientCertificatesAndItsTlsSurviveTheFile() {
    RuntimeConfiguration configuration =
        new RuntimeConfiguration(
            RuntimeConfiguration.VERSION,
            CONFIGURATION.producer(),
            new RuntimeConfiguration.Listeners(8443, OptionalInt.of(9443), 8080),
            CONFIGURATION.kafka(),
            "key",
            CONFIGURATION.logging(),
            15,
            Optional.of(
                new RuntimeConfiguration.ServerTls(
                    "TLSv1.3", List.of("TLS_AES_128_GCM_SHA256"), List.of("1.2.3"))));
    assertThat(RuntimeConfiguration.parse(configuration.toJson())).isEqualTo(configuration);
  }

  @Test
  void aFieldOfANewerMinorVersionIsSkipped() {
    String json = new String(CONFIGURATION.toJson(), StandardCharsets.UTF_8);
    String newer = json.replaceFirst("\\{", "{\"later\":1,");
    assertThat(RuntimeConfiguration.parse(newer.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(CONFIGURATION);
  }

  @Test
  void anotherMajorVersionIsRefusedWithBothNumbers() {
    String json = new String(CONFIGURATION.toJson(), StandardCharsets.UTF_8);
    byte[] next = json.replace("\"version\":1", "\"version\":2").getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> RuntimeConfiguration.parse(next))
        .hasMessage("configuration version 2, this runtime reads 1");
  }

  @Test
  void aWrongSignerKeyIsSaidToBeOne() {
    assertThatThrownBy(CONFIGURATION::keyTableVerifier)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("keyTableSigner");
  }

  @Test
  void aStatusReportSurvivesTheWire() {
    StatusReport report =
        new StatusReport(
            new ProducerId("gateway", "orders"),
            Sha256.of(new byte[] {1}),
            3,
            true,
            new StatusReport.Limits(4096, 65536),
            new StatusReport.Kafka(true, "", OptionalInt.of(1048588), Map.of("orders", 1048588)),
            Optional.of(
                new StatusReport.ServerCertificate(
                    "0a", Instant.EPOCH, Instant.EPOCH.plusSeconds(1), Sha256.of(new byte[0]))),
            List.of(Sha256.of(new byte[] {2})),
            List.of("0123456789abcdef"));
    assertThat(StatusReport.parse(report.toJson())).isEqualTo(report);
  }

  @ParameterizedTest
  @CsvSource({
    "orders, orders, true",
    "orders, orders2, false",
    "orders*, orders2, true",
    "orders*, order, false",
    "*, orders, true",
    "*, _schemas, false",
    "_*, _schemas, false",
    "_schemas, _schemas, true",
    "a*, _a, false",
  })
  void aGrantMatchesItsTopicsOnly(String pattern, String topic, boolean matches) {
    assertThat(new TopicPattern(pattern).matches(topic)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "VIEWER, false",
    "AUDITOR, false",
    "EDITOR, true",
    "OPERATOR, true",
    "ADMINISTRATOR, true"
  })
  void editorAndAboveMayProduce(Role role, boolean mayProduce) {
    assertThat(role.mayProduce()).isEqualTo(mayProduce);
  }
}
