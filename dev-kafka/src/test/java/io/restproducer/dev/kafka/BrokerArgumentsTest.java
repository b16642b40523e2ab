package io.restproducer.dev.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BrokerArgumentsTest {
  @Test
  void readsEveryOption() {
    assertThat(
            BrokerArguments.parse(
                "--directory",
                "/d",
                "--port",
                "9092",
                "--host",
                "127.0.0.2",
                "--address-file",
                "/a",
                "--set",
                "a.b=c=d"))
        .isEqualTo(
            new BrokerArguments("/d", "127.0.0.2", 9092, Optional.of("/a"), Map.of("a.b", "c=d")));
  }

  @Test
  void listensOnTheLoopbackAddressWhenNoHostIsGiven() {
    assertThat(BrokerArguments.parse("--directory", "d", "--port", "0").host())
        .isEqualTo("127.0.0.1");
  }

  @Test
  void refusesWhatItDoesNotUnderstandAndSaysWhat() {
    refused("--directory and --port are needed", "--port", "0");
    refused("'--prot'", "--prot", "0");
    refused("no value", "--directory");
    refused("not '65536'", "--directory", "d", "--port", "65536");
    refused("not 'x'", "--directory", "d", "--port", "x");
    refused("not 'retries'", "--set", "retries");
  }

  private static void refused(String message, String... arguments) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BrokerArguments.parse(arguments))
        .withMessageContaining(message);
  }
}
