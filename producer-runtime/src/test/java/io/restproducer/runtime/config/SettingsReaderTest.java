package io.restproducer.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restproducer.contract.RuntimeConfiguration;
import io.restproducer.runtime.KeyTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    RuntimeConfiguration configuration =
        new RuntimeConfiguration(
            RuntimeConfiguration.VERSION,
            KeyTables.PRODUCER,
            new RuntimeConfiguration.Listeners(8443, 8080),
            new RuntimeConfiguration.Kafka("a:9092,b:9092", producer),
            new KeyTables().publicKey(),
            new RuntimeConfiguration.Logging("INFO", "json"),
            15);
    Files.write(directory.resolve("runtime.json"), configuration.toJson());
  }
}
