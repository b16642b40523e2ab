package io.restproducer.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.restproducer.contract.MountedFiles;
import io.restproducer.contract.ProducerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** {@code runtime.json}: settings that hold what they must, or the list of what is wrong. */
class SettingsFuzzTest {
  private static final long HEAP = 512L << 20;

  @FuzzTest
  void runtimeJson(byte[] file) throws IOException {
    Path directory = Files.createTempDirectory("settings");
    Path written = directory.resolve(MountedFiles.CONFIGURATION);
    try {
      Files.write(written, file);
      check(SettingsReader.read(directory, Map.of(), HEAP));
    } catch (InvalidSettings e) {
      assertThat(e.getMessage()).isNotBlank();
    } finally {
      Files.deleteIfExists(written);
      Files.delete(directory);
    }
  }

  private static void check(Settings settings) {
    assertThat(settings.producer().namespace()).isNotNull();
    assertThat(settings.producer().name()).isNotNull();
    assertThat(settings.keyTableVerifier()).isNotNull();
    assertThat(settings.apiPort()).isBetween(0, 65535);
    assertThat(settings.managementPort()).isBetween(0, 65535);
    assertThat(settings.kafka().bootstrapServers()).isNotBlank();
    assertThat(settings.drain().toSeconds()).isBetween(0L, 3600L);
    assertThat(ProducerOptions.problems(settings.kafka().producer())).isEmpty();
    assertThat(settings.toString()).isNotBlank();
  }
}
