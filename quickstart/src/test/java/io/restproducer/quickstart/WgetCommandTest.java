package io.restproducer.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WgetCommandTest {
  private final WgetCommand wget =
      new WgetCommand(
          new CertifiedCaller(
              "https://localhost:30124",
              Path.of("/r/ca.crt"),
              Path.of("/r/tls.crt"),
              Path.of("/r/tls.key")),
          "orders",
          "it's me");

  @Test
  void namesTheFilesOfCertificateAndPrivateKey() {
    assertThat(wget.shown(Map.of()).line())
        .isEqualTo(
            "wget -qSO- --content-on-error --ca-certificate=/r/ca.crt --certificate=/r/tls.crt"
                + " --private-key=/r/tls.key '--header=Content-Type: text/plain'"
                + " '--post-data=it'\\''s me' https://localhost:30124/topics/orders/records");
  }

  @Test
  void goesPastAProxyThatCouldNotReachThisMachine() {
    assertThat(wget.shown(Map.of("ALL_PROXY", "http://proxy")).line()).contains(" --no-proxy ");
  }
}
