package io.restproducer.dev.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ClusterAccessTest {
  @Test
  void tellsEllipticCurveKeysFromOthersInEveryForm() throws Exception {
    assertThat(ClusterAccess.isEllipticCurve(pkcs8("EC"))).isTrue();
    assertThat(ClusterAccess.isEllipticCurve("-----BEGIN EC PRIVATE KEY-----\n")).isTrue();
    assertThat(ClusterAccess.isEllipticCurve(pkcs8("RSA"))).isFalse();
    assertThat(ClusterAccess.isEllipticCurve("-----BEGIN RSA PRIVATE KEY-----\n")).isFalse();
    assertThat(ClusterAccess.isEllipticCurve("")).isFalse();
  }

  private static String pkcs8(String algorithm) throws Exception {
    byte[] key =
        KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate().getEncoded();
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(key)
        + "\n-----END PRIVATE KEY-----\n";
  }
}
