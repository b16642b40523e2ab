package io.restproducer.cli.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restproducer.cli.Authority;
import io.restproducer.cli.host.Failure;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class CertificateRequestTest {
  private static final KeyPair KEYS = Authority.pair();
  private static final byte[] DER = Authority.request("CN=a", KEYS);

  @Test
  void pemAndDerOfOneRequestAreOneEntryWithAValidName() {
    CertificateRequest pem = pem(DER, "CERTIFICATE REQUEST", "\n");
    CertificateRequest der = CertificateRequest.of(DER, true);
    assertThat(pem.entryName())
        .isEqualTo(der.entryName())
        .matches("[a-z]([-a-z0-9]{0,38}[a-z0-9])?");
    assertThat(der.isSameAs(pem.inSpec())).isTrue();
    assertThat(pem.isSameAs(der.inSpec())).isTrue();
    assertThat(pem.publicKey()).hasValue(KEYS.getPublic().getEncoded());
  }

  @Test
  void anotherRequestOfTheSameKeyHasTheSameNameAndIsNotTheSame() {
    CertificateRequest other = CertificateRequest.of(Authority.request("CN=b", KEYS), true);
    CertificateRequest first = CertificateRequest.of(DER, true);
    assertThat(other.entryName()).isEqualTo(first.entryName());
    assertThat(other.isSameAs(first.inSpec())).isFalse();
  }

  @Test
  void requestsOfTwoKeysHaveTwoNames() {
    assertThat(CertificateRequest.of(Authority.request("CN=a"), true).entryName())
        .isNotEqualTo(CertificateRequest.of(DER, true).entryName());
  }

  @Test
  void asciiPemTravelsAsItIsAndEverythingElseInBase64() {
    assertThat(pem(DER, "NEW CERTIFICATE REQUEST", "\r\n").inSpec()).contains("BEGIN NEW CERTI");
    assertThat(Base64.getDecoder().decode(CertificateRequest.of(DER, true).inSpec()))
        .isEqualTo(DER);
    byte[] ebcdic = text(DER, "CERTIFICATE REQUEST", "\n").getBytes(Charset.forName("IBM1047"));
    CertificateRequest mainframe = CertificateRequest.of(ebcdic, false);
    assertThat(Base64.getDecoder().decode(mainframe.inSpec())).isEqualTo(ebcdic);
    assertThat(mainframe.entryName()).matches("csr-[0-9a-f]{24}");
  }

  @Test
  void aPrivateKeyIsNotSentAnywhere() {
    String both = text(DER, "CERTIFICATE REQUEST", "\n") + "-----BEGIN PRIVATE KEY-----\nMII\n";
    assertThatThrownBy(() -> CertificateRequest.of(both.getBytes(StandardCharsets.US_ASCII), false))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("private key")
        .hasMessageNotContaining("MII");
  }

  @Test
  void bytesThatAreNoRequestStillHaveAName() {
    for (byte[] odd : new byte[][] {{0x30}, {0x30, (byte) 0x84, 1, 1, 1, 1}, {1, 2, 3}}) {
      assertThat(CertificateRequest.of(odd, true).entryName()).matches("csr-[0-9a-f]{24}");
    }
  }

  private static CertificateRequest pem(byte[] der, String label, String end) {
    return CertificateRequest.of(text(der, label, end).getBytes(StandardCharsets.US_ASCII), false);
  }

  private static String text(byte[] der, String label, String end) {
    return "-----BEGIN "
        + label
        + "-----"
        + end
        + Base64.getMimeEncoder(64, end.getBytes(StandardCharsets.US_ASCII)).encodeToString(der)
        + end
        + "-----END "
        + label
        + "-----"
        + end;
  }
}
