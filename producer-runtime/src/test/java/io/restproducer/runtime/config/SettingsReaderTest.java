package io.restproducer.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restproducer.contract.RuntimeConfiguration;
import io.restproducer.contract.RuntimeConfiguration.ServerTls;
import io.restproducer.runtime.KeyTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
  private static final long HEAP = 512L << 20;

  @TempDir Path directory;

  @Test
  void readsTheFileAndDefaults() throws Exception {
    write(Map.of("linger.ms", "5"));

    Settings settings = SettingsReader.read(directory, Map.of(), HEAP);

    assertThat(settings.sizes().maxKeySize()).isEqualTo(4096);
    assertThat(settings.sizes().maxMessageSize()).isEqualTo(65536);
    assertThat(settings.apiPort()).isEqualTo(8443);
    assertThat(settings.managementPort()).isEqualTo(8080);
    assertThat(settings.bindAddress()).isEqualTo("0.0.0.0");
    assertThat(settings.kafka().producer()).containsEntry("linger.ms", "5");
    assertThat(settings.drain()).hasSeconds(15);
    assertThat(settings.toString()).doesNotContain("\n").contains("keyTableVerifier=");
  }

  @Test
  void letsTheEnvironmentWin() throws Exception {
    write(Map.of());

    Settings settings =
        SettingsReader.read(
            directory,
            Map.of(
                "MAX_KEY_SIZE", "0",
                "MAX_MESSAGE_SIZE", "1",
                "BIND_ADDRESS", "127.0.0.2",
                "API_PORT", "0",
                "MANAGEMENT_PORT", "9"),
            HEAP);

    assertThat(settings.sizes().maxKeySize()).isZero();
    assertThat(settings.sizes().maxMessageSize()).isEqualTo(1);
    assertThat(settings.bindAddress()).isEqualTo("127.0.0.2");
    assertThat(settings.apiPort()).isZero();
    assertThat(settings.managementPort()).isEqualTo(9);
  }

  @Test
  void hasNoPortForClientCertificatesUnlessOneIsNamed() throws Exception {
    write(Map.of());
    assertThat(SettingsReader.read(directory, Map.of(), HEAP).clientAuthPort()).isEmpty();
    assertThat(
            SettingsReader.read(directory, Map.of("CLIENT_AUTH_PORT", "9443"), HEAP)
                .clientAuthPort())
        .hasValue(9443);

    write(
        new RuntimeConfiguration.Listeners(8443, OptionalInt.of(9444), 8080),
        Map.of(),
        new ServerTls("TLSv1.3", List.of("TLS_AES_128_GCM_SHA256"), List.of("1.2.3")));
    Settings settings = SettingsReader.read(directory, Map.of(), HEAP);
    assertThat(settings.clientAuthPort()).hasValue(9444);
    assertThat(settings.tls().minVersion()).isEqualTo("TLSv1.3");
    assertThat(
            SettingsReader.read(directory, Map.of("CLIENT_AUTH_PORT", "1"), HEAP).clientAuthPort())
        .hasValue(1);
  }

  @Test
  void namesEveryProblemOfTlsAmongTheOthers() throws IOException {
    write(
        new RuntimeConfiguration.Listeners(8443, OptionalInt.of(70000), 8080),
        Map.of("acks", "0"),
        new ServerTls(
            "TLSv1.3", List.of("TLS_RSA_WITH_RC4_128_MD5"), List.of("1.2.2147483648", "x")));

    assertThatThrownBy(() -> SettingsReader.read(directory, Map.of(), HEAP))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("CLIENT_AUTH_PORT must be a whole number from 0 to 65535, not 70000")
        .hasMessageContaining("acks must be all or 1, not 0")
        .hasMessageContaining("; not TLS_RSA_WITH_RC4_128_MD5")
        .hasMessageContaining("where minVersion is TLSv1.3")
        .hasMessageContaining("; not 1.2.2147483648")
        .hasMessageContaining("; not x");
  }

  @Test
  void reportsAllProblemsAtOnce() throws IOException {
    write(Map.of("max.block.ms", "1", "acks", "0"));

    assertThatThrownBy(
            () ->
                SettingsReader.read(
                    directory,
                    Map.of("MAX_KEY_SIZE", "70000", "MAX_MESSAGE_SIZE", "lots", "API_PORT", "-1"),
                    HEAP))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("MAX_KEY_SIZE must be a whole number from 0 to 65536, not 70000")
        .hasMessageContaining("MAX_MESSAGE_SIZE must be a whole number from 1 to 104857600")
        .hasMessageContaining("API_PORT must be a whole number from 0 to 65535, not -1")
        .hasMessageContaining("max.block.ms may not be set")
        .hasMessageContaining("acks must be all or 1, not 0");
  }

  @Test
  void namesWhatIsWrongWithTheWayToKafka() throws IOException {
    String kafka =
        "{\"bootstrapServers\":\"a:1\",\"authentication\":%s,\"serviceIdHeader\":\"a b\"}";
    for (String wrong : List.of("{}", "{\"mechanism\":\"TLS\"}", "{\"mechanism\":\"PLAIN\"}")) {
      write(Map.of());
      Path file = directory.resolve("runtime.json");
      String json = Files.readString(file);
      Files.writeString(
          file, json.replaceFirst("\\{\"bootstrapServers\"[^}]*\\{}}", kafka.formatted(wrong)));

      assertThatThrownBy(() -> SettingsReader.read(directory, Map.of(), HEAP))
          .isInstanceOf(InvalidSettings.class)
          .hasMessageContaining("kafka.serviceIdHeader must be 1 to 128 of")
          .hasMessageMatching("(?s).*(lacks mechanism|needs kafka.tls|lacks username).*");
    }
  }

  @Test
  void refusesMessagesThatTheHeapCannotHold() throws IOException {
    write(Map.of());

    assertThatThrownBy(
            () -> SettingsReader.read(directory, Map.of("MAX_MESSAGE_SIZE", "104857600"), HEAP))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("MAX_MESSAGE_SIZE 104857600 needs a Java heap of 601 MiB or more")
        .hasMessageContaining("it has 512 MiB");
  }

  @Test
  void namesAFileThatIsMissing() {
    assertThatThrownBy(() -> SettingsReader.read(directory, Map.of(), HEAP))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("runtime.json cannot be read");
  }

  private void write(Map<String, String> producer) throws IOException {
    write(new RuntimeConfiguration.Listeners(8443, 8080), producer, ServerTls.STANDARD);
  }

  private void write(
      RuntimeConfiguration.Listeners listeners, Map<String, String> producer, ServerTls tls)
      throws IOException {
    RuntimeConfiguration configuration =
        new RuntimeConfiguration(
            RuntimeConfiguration.VERSION,
            KeyTables.PRODUCER,
            listeners,
            new RuntimeConfiguration.Kafka("a:9092,b:9092", producer),
            new KeyTables().publicKey(),
            new RuntimeConfiguration.Logging("INFO", "json"),
            15,
            Optional.of(tls));
    Files.write(directory.resolve("runtime.json"), configuration.toJson());
  }
}
