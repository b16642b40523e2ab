package io.restproducer.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartOptionsTest {
  @Test
  void runsEverythingHereUntilItIsEndedWhenNothingIsAskedFor() {
    assertThat(QuickstartOptions.parse())
        .isEqualTo(
            new QuickstartOptions(
                false, OptionalInt.empty(), "auto", Optional.empty(), Optional.empty()));
  }

  @Test
  void readsEveryOption(@TempDir Path directory) throws Exception {
    Path kubeconfig = Files.createFile(directory.resolve("config"));
    assertThat(
            QuickstartOptions.parse(
                "--once",
                "--replicas",
                "3",
                "--api-server",
                "mock",
                "--kubeconfig",
                kubeconfig.toString(),
                "--kafka",
                "k:9092"))
        .isEqualTo(
            new QuickstartOptions(
                true, OptionalInt.of(3), "mock", Optional.of(kubeconfig), Optional.of("k:9092")));
  }

  @Test
  void refusesWhatItDoesNotUnderstandAndSaysWhat() {
    refused("unknown option '--onec'", "--onec");
    refused("--replicas needs a value", "--replicas");
    refused("--replicas takes 1 to 5, not '6'", "--replicas", "6");
    refused("not '0'", "--replicas", "0");
    refused("auto, real or mock, not 'fake'", "--api-server", "fake");
    refused("cannot read", "--kubeconfig", "/no/such/file");
    refused("--kafka goes with --kubeconfig", "--kafka", "k:9092");
  }

  private static void refused(String message, String... arguments) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuickstartOptions.parse(arguments))
        .withMessageContaining(message);
  }
}
