package io.restproducer.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CertifiedKeyTest {
  private final CertificateMint mint =
      new CertificateMint(InstantSource.system(), new SecureRandom());
  private final CertifiedKey authority = mint.serverAuthority("gateway", 1, KeyAlgorithm.ECDSA);

  @ParameterizedTest
  @EnumSource
  void comesBackFromItsPem(KeyAlgorithm algorithm) throws InvalidPem {
    CertifiedKey minted = leaf(algorithm);

    CertifiedKey read = CertifiedKey.parse(minted.certificatePem(), minted.privateKeyPem());

    assertThat(read.certificate()).isEqualTo(minted.certificate());
    assertThat(read.privateKeyPem()).isEqualTo(minted.privateKeyPem());
    assertThat(read.fingerprint()).isEqualTo(minted.fingerprint());
    assertThat(read.keyMatches()).isTrue();
  }

  /** GnuTLS uses no EC key without it. */
  @Test
  void anEcKeyStandsBesideItsPublicKey() {
    CertifiedKey minted = leaf(KeyAlgorithm.ECDSA);
    String pem = new String(minted.privateKeyPem(), StandardCharsets.US_ASCII);
    byte[] pkcs8 = Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]+-----", ""));
    byte[] spki = minted.certificate().getPublicKey().getEncoded();

    assertThat(HexFormat.of().formatHex(pkcs8))
        .endsWith(HexFormat.of().formatHex(spki, spki.length - 65, spki.length));
  }

  @Test
  void aChainBeginsWithTheLeaf() throws InvalidPem {
    CertifiedKey leaf = leaf(KeyAlgorithm.ECDSA);

    assertThat(Pem.certificates(leaf.chainPem(authority.certificate())))
        .containsExactly(leaf.certificate(), authority.certificate());
  }

  @Test
  void seesThatAKeyOfTheSameOrAnotherAlgorithmIsNotItsOwn() throws InvalidPem {
    CertifiedKey leaf = leaf(KeyAlgorithm.ECDSA);

    for (CertifiedKey other : List.of(leaf(KeyAlgorithm.ECDSA), leaf(KeyAlgorithm.RSA))) {
      assertThat(CertifiedKey.parse(leaf.certificatePem(), other.privateKeyPem()).keyMatches())
          .isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void itsTextShowsNothingOfTheKey(KeyAlgorithm algorithm) {
    CertifiedKey leaf = leaf(algorithm);

    assertThat(leaf).hasToString("CN=localhost with <redacted> key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no PEM at all c2VjcmV0",
        "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nc2VjcmV0!\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nc2VjcmV0",
        "-----BEGIN c2VjcmV0-----\nc2VjcmV0\n-----END c2VjcmV0-----",
        "-----BEGIN EC PRIVATE KEY-----\nc2VjcmV0\n-----END EC PRIVATE KEY-----",
      })
  void saysOfABadKeyWhatIsWrongAndNothingOfItsContent(String pem) {
    assertThatExceptionOfType(InvalidPem.class)
        .isThrownBy(() -> CertifiedKey.parse(authority.certificatePem(), bytes(pem)))
        .withMessageContaining("PRIVATE KEY")
        .withNoCause()
        .satisfies(
            failure ->
                assertThat(failure.getMessage()).doesNotContain("c2VjcmV0").doesNotContain("sec"));
  }

  @Test
  void refusesTwoKeysInOnePem() {
    byte[] key = authority.privateKeyPem();
    String twice = new String(key, StandardCharsets.US_ASCII).repeat(2);

    assertThatExceptionOfType(InvalidPem.class)
        .isThrownBy(() -> CertifiedKey.parse(authority.certificatePem(), bytes(twice)))
        .withMessage("expected one PRIVATE KEY in the PEM, found 2");
  }

  @Test
  void saysWhichCertificateOfABundleIsBad() {
    String good = new String(authority.certificatePem(), StandardCharsets.US_ASCII);
    String noise = Base64.getEncoder().encodeToString(bytes("not a certificate"));
    String bad = "-----BEGIN CERTIFICATE-----\n" + noise + "\n-----END CERTIFICATE-----\n";

    assertThatExceptionOfType(InvalidPem.class)
        .isThrownBy(() -> CertifiedKey.parse(bytes(good + bad), authority.privateKeyPem()))
        .withMessage("certificate 2 in the PEM is no X.509 certificate");
  }

  @Test
  void readsPemWithCarriageReturnsAndTextAround() throws InvalidPem {
    String pem = new String(authority.certificatePem(), StandardCharsets.US_ASCII);
    String windows = "subject=CN = gateway\r\n" + pem.replace("\n", "\r\n") + "\r\n";

    assertThat(CertifiedKey.parse(bytes(windows), authority.privateKeyPem()).certificate())
        .isEqualTo(authority.certificate());
  }

  private CertifiedKey leaf(KeyAlgorithm algorithm) {
    return mint.serverLeaf(authority, ServerNames.of(List.of("localhost")), algorithm);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
