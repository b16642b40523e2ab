package io.restproducer.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyMatchTest {
  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519", "Ed448"})
  void tellsAPairFromTwoHalves(String algorithm) throws GeneralSecurityException {
    KeyPair one = pair(algorithm);
    KeyPair other = pair(algorithm);

    assertThat(KeyMatch.algorithms()).contains(one.getPrivate().getAlgorithm());
    assertThat(KeyMatch.matches(one.getPrivate(), one.getPublic())).isTrue();
    assertThat(KeyMatch.matches(one.getPrivate(), other.getPublic())).isFalse();
  }

  @Test
  void holdsKeysOfTwoAlgorithmsForNoPair() throws GeneralSecurityException {
    assertThat(KeyMatch.matches(pair("EC").getPrivate(), pair("RSA").getPublic())).isFalse();
    assertThat(KeyMatch.matches(pair("Ed25519").getPrivate(), pair("Ed448").getPublic())).isFalse();
  }

  @Test
  void matchesNothingOfAnotherAlgorithm() throws GeneralSecurityException {
    KeyPair dsa = pair("DSA");

    assertThat(KeyMatch.matches(dsa.getPrivate(), dsa.getPublic())).isFalse();
  }

  private static KeyPair pair(String algorithm) throws GeneralSecurityException {
    return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
  }
}
