package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ClusterAccessTest {
  @Test
  void tellsAnEllipticCurveKeyFromAnRsaKey() throws Exception {
    assertThat(algorithmFor(pkcs8("EC"))).isEqualTo("EC");
    assertThat(algorithmFor(pkcs8("RSA"))).isEqualTo("RSA");
    assertThat(algorithmFor("-----BEGIN EC PRIVATE KEY-----\nAA==\n-----END EC PRIVATE KEY-----"))
        .isEqualTo("EC");
  }

  private static String algorithmFor(String pem) {
    Config config = Config.empty();
    config.setClientKeyData(Base64.getEncoder().encodeToString(pem.getBytes()));
    return ClusterAccess.withKeyAlgorithm(config).getClientKeyAlgo();
  }

  private static String pkcs8(String algorithm) throws Exception {
    byte[] der =
        KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate().getEncoded();
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END PRIVATE KEY-----\n";
  }
}
