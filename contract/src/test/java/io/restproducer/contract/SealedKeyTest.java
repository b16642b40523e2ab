package io.restproducer.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SealedKeyTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final PublicKey SUBJECT = publicKey();
  private static final SealingKey SEALING = SealingKey.mint(RANDOM);
  private static final ApiKey KEY = ApiKey.mint(RANDOM);

  @Test
  void opensForItsOwnPublicKey() {
    assertThat(text(open(sealed(), List.of(SEALING), SUBJECT))).contains(KEY.reveal());
  }

  @Test
  void opensWithTheKeyThatSealedItAmongOthers() {
    SealingKey other = SealingKey.mint(RANDOM);
    assertThat(text(open(sealed(), List.of(other, SEALING), SUBJECT))).contains(KEY.reveal());
  }

  @Test
  void doesNotOpenForAnotherPublicKey() {
    assertThat(open(sealed(), List.of(SEALING), publicKey())).isEmpty();
  }

  @Test
  void doesNotOpenWithAnotherKeyEvenOfTheSameId() {
    SealingKey namesake = SealingKey.of(SEALING.id(), SealingKey.mint(RANDOM).reveal());
    assertThat(open(sealed(), List.of(namesake), SUBJECT)).isEmpty();
    assertThat(open(sealed(), List.of(SealingKey.mint(RANDOM)), SUBJECT)).isEmpty();
    assertThat(open(sealed(), List.of(), SUBJECT)).isEmpty();
  }

  @Test
  void doesNotOpenWhenAnyByteOfItIsAnother() {
    byte[] value = wrapped(sealed());
    for (int i = 0; i < value.length; i++) {
      byte[] changed = value.clone();
      changed[i] ^= 1;
      assertThat(SealedKey.open(changed, List.of(SEALING), SUBJECT)).as("byte %d", i).isEmpty();
    }
  }

  @Test
  void doesNotOpenWhenCutOrLonger() {
    byte[] value = wrapped(sealed());
    for (int length = 0; length <= value.length + 1; length++) {
      if (length != value.length) {
        byte[] other = Arrays.copyOf(value, length);
        assertThat(SealedKey.open(other, List.of(SEALING), SUBJECT)).as("%d", length).isEmpty();
      }
    }
  }

  @Test
  void neverSealsTheSameTwice() {
    assertThat(sealed()).isNotEqualTo(sealed());
  }

  /** The format is a contract with certificates that live for a year: computed here by hand. */
  @Test
  void isLaidOutAsWritten() throws GeneralSecurityException {
    byte[] sealed = sealed();
    assertThat(sealed).hasSize(106).startsWith(4, 104, 1, 1);
    byte[] id = Arrays.copyOfRange(sealed, 4, 12);
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    byte[] aad =
        sha256.digest(
            ByteBuffer.allocate(23 + 8 + 32)
                .put("restproducer-apikey-v1\0".getBytes(StandardCharsets.US_ASCII))
                .put(id)
                .put(MessageDigest.getInstance("SHA-256").digest(SUBJECT.getEncoded()))
                .array());
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(SEALING.reveal(), "AES"),
        new GCMParameterSpec(128, sealed, 12, 12));
    cipher.updateAAD(aad);
    assertThat(new String(cipher.doFinal(sealed, 24, 82), StandardCharsets.US_ASCII))
        .isEqualTo(KEY.reveal());
  }

  @Test
  void aSealingKeyIsReadBackFromItsIdAndBytes() {
    SealingKey again = SealingKey.of(SEALING.id(), SEALING.reveal());
    assertThat(text(open(sealed(), List.of(again), SUBJECT))).contains(KEY.reveal());
  }

  @Test
  void aSealingKeyOfAnotherShapeIsRefusedWithoutShowingIt() {
    assertThatThrownBy(() -> SealingKey.of("0A", new byte[32])).hasMessageContaining("16 digits");
    assertThatThrownBy(() -> SealingKey.of(SEALING.id(), new byte[31]))
        .hasMessage("a sealing key has 32 bytes, not 31");
  }

  @Test
  void aSealingKeyShowsItsIdOnly() {
    assertThat(SEALING).hasToString("sealing key " + SEALING.id() + " <redacted>");
  }

  private static byte[] sealed() {
    return SealedKey.seal(KEY, SEALING, SUBJECT, RANDOM);
  }

  private static Optional<ApiKey> open(byte[] sealed, List<SealingKey> keys, PublicKey subject) {
    return SealedKey.open(wrapped(sealed), keys, subject);
  }

  /** As X509Certificate gives the value of an extension: an OCTET STRING around it. */
  private static byte[] wrapped(byte[] value) {
    return ByteBuffer.allocate(2 + value.length)
        .put((byte) 4)
        .put((byte) value.length)
        .put(value)
        .array();
  }

  private static Optional<String> text(Optional<ApiKey> key) {
    return key.map(ApiKey::reveal);
  }

  private static PublicKey publicKey() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
