package io.restproducer.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restproducer.runtime.TestCertificate;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ServerCertificateTest {
  private final TestCertificate ec = TestCertificate.ec();
  private final TestCertificate rsa = TestCertificate.rsa();

  @Test
  void readsCertificatesWithTheirKeys() throws InvalidTls {
    assertThat(ServerCertificate.parse(ec.certificatePem(), ec.keyPem()).leaf())
        .isEqualTo(ec.certificate());
    assertThat(ServerCertificate.parse(rsa.certificatePem(), rsa.keyPem()).leaf())
        .isEqualTo(rsa.certificate());
  }

  @Test
  void refusesAKeyThatBelongsToAnotherCertificate() {
    assertRefused(ec.certificatePem(), TestCertificate.ec().keyPem(), "does not belong");
    assertRefused(ec.certificatePem(), rsa.keyPem(), "no PKCS#8 key of algorithm EC");
  }

  @Test
  void refusesWhatIsNotPem() {
    byte[] rubbish = "rubbish".getBytes(StandardCharsets.US_ASCII);

    assertRefused(rubbish, ec.keyPem(), "not PEM of one or more X.509 certificates");
    assertRefused(new byte[0], ec.keyPem(), "not PEM of one or more X.509 certificates");
    assertRefused(ec.certificatePem(), rubbish, "not PEM with BEGIN PRIVATE KEY");
  }

  private void assertRefused(byte[] certificate, byte[] key, String message) {
    String material = Base64.getEncoder().encodeToString(ec.keys().getPrivate().getEncoded());
    assertThatThrownBy(() -> ServerCertificate.parse(certificate, key))
        .isInstanceOf(InvalidTls.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining(material.substring(0, 20))
        .hasNoCause();
  }
}
