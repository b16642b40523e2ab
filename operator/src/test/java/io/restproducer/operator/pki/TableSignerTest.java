package io.restproducer.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.restproducer.contract.InvalidKeyTable;
import io.restproducer.contract.KeyTable;
import io.restproducer.contract.ProducerId;
import io.restproducer.contract.SignedKeyTable;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TableSignerTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final ProducerId PRODUCER = new ProducerId("ns", "gateway");

  private final TableSigner signer = TableSigner.mint(RANDOM);

  @Test
  void signsTablesThatOnlyItsPublicKeyOpens() throws InvalidKeyTable {
    KeyTable table = new KeyTable(PRODUCER, 7, List.of());
    byte[] signed = signer.sign(table);

    assertThat(SignedKeyTable.open(signed, signer.publicKey(), PRODUCER)).isEqualTo(table);
    assertThatExceptionOfType(InvalidKeyTable.class)
        .isThrownBy(
            () -> SignedKeyTable.open(signed, TableSigner.mint(RANDOM).publicKey(), PRODUCER));
  }

  @Test
  void comesBackFromItsPem() throws InvalidPem, InvalidKeyTable {
    TableSigner read = TableSigner.parse(signer.privateKeyPem(), signer.publicKeyPem());
    KeyTable table = new KeyTable(PRODUCER, 1, List.of());

    assertThat(read.fingerprint()).isEqualTo(signer.fingerprint());
    assertThat(SignedKeyTable.open(read.sign(table), signer.publicKey(), PRODUCER))
        .isEqualTo(table);
    assertThat(Base64.getDecoder().decode(read.publicKeyBase64()))
        .isEqualTo(signer.publicKey().getEncoded());
  }

  @Test
  void refusesHalvesOfTwoPairs() {
    assertThatExceptionOfType(InvalidPem.class)
        .isThrownBy(
            () ->
                TableSigner.parse(signer.privateKeyPem(), TableSigner.mint(RANDOM).publicKeyPem()))
        .withMessageContaining("no pair");
  }

  @Test
  void refusesAKeyOfAnotherAlgorithm() {
    CertifiedKey ecdsa =
        new CertificateMint(InstantSource.system(), RANDOM)
            .serverAuthority("gateway", 1, KeyAlgorithm.ECDSA);

    assertThatExceptionOfType(InvalidPem.class)
        .isThrownBy(() -> TableSigner.parse(ecdsa.privateKeyPem(), signer.publicKeyPem()))
        .withMessageContaining("Ed25519");
  }

  @Test
  void itsTextShowsNothingOfThePrivateKey() {
    String pem = new String(signer.privateKeyPem(), StandardCharsets.US_ASCII);

    assertThat(signer.toString())
        .isEqualTo("table signer " + signer.fingerprint() + " with <redacted> key")
        .doesNotContain(pem.lines().toList().get(1));
  }
}
