package io.restproducer.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CurlCommandTest {
  private final CurlCommand curl =
      new CurlCommand(
          new Caller(
              "https://localhost:30123", Path.of("/r/ca.crt"), Path.of("/r/k"), Path.of("/r/h")),
          "orders",
          "it's me");

  @Test
  void namesTheFileWithTheKeyAndNeverTheKey() {
    assertThat(curl.shown(Map.of()).line())
        .isEqualTo(
            "curl -sS -i --cacert /r/ca.crt -H @/r/h -H 'Content-Type: text/plain'"
                + " -d 'it'\\''s me' https://localhost:30123/topics/orders/records");
  }

  @Test
  void goesPastAProxyThatCouldNotReachThisMachine() {
    assertThat(curl.shown(Map.of("https_proxy", "http://proxy")).line()).contains("--noproxy '*'");
  }
}
