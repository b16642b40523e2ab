package io.restproducer.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SignedKeyTableTest {
  private static final ProducerId PRODUCER = new ProducerId("gateway", "orders");
  private final KeyPair signer = ed25519();
  private final KeyTable table =
      new KeyTable(PRODUCER, 7, List.of(entry(Optional.empty()), entry(Optional.of(Instant.MAX))));
  private final byte[] signed = SignedKeyTable.sign(table, signer.getPrivate());

  @Test
  void opensWhatItsOwnSignerSigned() throws InvalidKeyTable {
    assertThat(SignedKeyTable.open(signed, signer.getPublic(), PRODUCER)).isEqualTo(table);
  }

  @Test
  void equalTablesGiveEqualBytes() {
    assertThat(SignedKeyTable.sign(table, signer.getPrivate())).isEqualTo(signed);
  }

  @Test
  void refusesEveryFlippedBit() {
    for (int i = 0; i < signed.length; i++) {
      byte[] tampered = signed.clone();
      tampered[i] ^= 1;
      assertThatThrownBy(() -> SignedKeyTable.open(tampered, signer.getPublic(), PRODUCER))
          .as("byte %d", i)
          .isInstanceOf(InvalidKeyTable.class);
    }
  }

  @Test
  void refusesEveryTruncation() {
    for (int i = 0; i < signed.length; i++) {
      byte[] cut = java.util.Arrays.copyOf(signed, i);
      assertThatThrownBy(() -> SignedKeyTable.open(cut, signer.getPublic(), PRODUCER))
          .isInstanceOf(InvalidKeyTable.class);
    }
  }

  @Test
  void refusesAnotherSignersTable() {
    assertThatThrownBy(() -> SignedKeyTable.open(signed, ed25519().getPublic(), PRODUCER))
        .isInstanceOf(InvalidKeyTable.class)
        .hasMessageContaining("signature");
  }

  @Test
  void refusesATableForAnotherRestProducer() {
    ProducerId other = new ProducerId("gateway", "payments");
    assertThatThrownBy(() -> SignedKeyTable.open(signed, signer.getPublic(), other))
        .isInstanceOf(InvalidKeyTable.class)
        .hasMessage("a key table for gateway/orders, not for gateway/payments");
  }

  @Test
  void carriesTheQuotaOfAServiceId() throws InvalidKeyTable {
    Quota quota = new Quota(OptionalInt.of(100), OptionalLong.of(1L << 20), OptionalInt.empty());
    KeyTable limited = new KeyTable(PRODUCER, 8, List.of(limited(quota)));

    byte[] bytes = SignedKeyTable.sign(limited, signer.getPrivate());

    assertThat(SignedKeyTable.open(bytes, signer.getPublic(), PRODUCER)).isEqualTo(limited);
  }

  /** A runtime of an older release reads what a newer operator writes, and the other way round. */
  @Test
  void aTableReadsWithFieldsThatAreUnknownAndWithoutThoseThatAreNew() {
    KeyEntry without = limited(Quota.NONE);
    String json = new String(ContractJson.write(without), StandardCharsets.UTF_8);

    assertThat(json).contains("\"quota\":{}");
    assertThat(
            read(json.replace("\"quota\":{}", "\"quota\":{\"recordsPerSecond\":1},\"later\":[2]")))
        .isEqualTo(without);
    assertThat(read(json.replace(",\"quota\":{}", "")).quota()).isEmpty();
    assertThat(read(json.replace("\"quota\":{}", "\"quota\":{\"maxInFlight\":0}")).quota())
        .contains(new Quota(null, null, OptionalInt.of(1)));
  }

  @Test
  void onlyOfACertificateThatWaitsItIsToldThatItDoes() {
    KeyEntry waiting = sealed(true);
    String told = new String(ContractJson.write(waiting), StandardCharsets.UTF_8);
    String published = new String(ContractJson.write(waiting.published()), StandardCharsets.UTF_8);

    assertThat(told).contains(",\"waiting\":true");
    assertThat(read(told)).isEqualTo(waiting);
    assertThat(published).isEqualTo(told.replace(",\"waiting\":true", ""));
    assertThat(read(published)).isEqualTo(sealed(false)).isEqualTo(waiting.published());
  }

  private static KeyEntry sealed(boolean waiting) {
    KeyEntry entry = limited(Quota.NONE);
    return new KeyEntry(
        "0123456789ab",
        Sha256.of(new byte[0]),
        entry.serviceId(),
        entry.role(),
        entry.topics(),
        entry.expiresAt(),
        entry.firstRevision(),
        entry.quota(),
        Optional.of(new KeyEntry.SealedIn("mainframe", Sha256.of(new byte[1]), waiting)));
  }

  private static KeyEntry read(String json) {
    return ContractJson.read(
        json.getBytes(StandardCharsets.UTF_8), KeyEntry.class, IllegalArgumentException::new);
  }

  private static KeyEntry limited(Quota quota) {
    KeyEntry entry = entry(Optional.empty());
    return new KeyEntry(
        entry.id(),
        entry.sha256(),
        entry.serviceId(),
        entry.role(),
        entry.topics(),
        entry.expiresAt(),
        entry.firstRevision(),
        Optional.of(quota));
  }

  private static KeyEntry entry(Optional<Instant> expiresAt) {
    ApiKey key = ApiKey.mint(new SecureRandom());
    return new KeyEntry(
        key.id(),
        key.sha256(),
        new ServiceIdentity("apps", "cics", "0b7b8a1e-0000-4000-8000-000000000001"),
        Role.EDITOR,
        List.of(new TopicPattern("orders"), new TopicPattern("audit.*")),
        expiresAt,
        7);
  }

  private static KeyPair ed25519() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
