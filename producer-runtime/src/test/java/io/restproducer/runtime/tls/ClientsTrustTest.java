package io.restproducer.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restproducer.contract.Sha256;
import io.restproducer.runtime.TestAuthority;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClientsTrustTest {
  private final TestAuthority one = TestAuthority.named("one");
  private final TestAuthority two = TestAuthority.named("two");

  @Test
  void isTheSameInWhateverOrderTheAuthoritiesStand() throws InvalidTls {
    ClientsTrust trust = ClientsTrust.parse(pem(one, two));

    assertThat(trust)
        .isEqualTo(ClientsTrust.parse(pem(two, one, one)))
        .isNotEqualTo(ClientsTrust.parse(pem(one)));
    assertThat(trust.digests()).hasSize(2).isSortedAccordingTo(Comparator.comparing(Sha256::hex));
  }

  @Test
  void hasSignedWhatOneOfTheAuthoritiesHasSigned() throws InvalidTls {
    ClientsTrust trust = ClientsTrust.parse(pem(one, two));

    assertThat(trust.haveSigned(two.with(Optional.empty()).certificate())).isTrue();
    assertThat(trust.haveSigned(TestAuthority.named("two").with(Optional.empty()).certificate()))
        .isFalse();
    assertThat(trust.haveSigned(TestAuthority.named("three").with(Optional.empty()).certificate()))
        .isFalse();
  }

  @Test
  void refusesWhatIsNoAuthority() {
    assertThatThrownBy(() -> ClientsTrust.parse(one.with(Optional.empty()).certificatePem()))
        .isInstanceOf(InvalidTls.class)
        .hasMessageContaining("is no authority's");
    for (String rubbish : new String[] {"", "rubbish", "-----BEGIN CERTIFICATE-----\nAAAA"}) {
      assertThatThrownBy(() -> ClientsTrust.parse(rubbish.getBytes(StandardCharsets.US_ASCII)))
          .isInstanceOf(InvalidTls.class)
          .hasMessageContaining("are not PEM of one or more X.509 certificates");
    }
  }

  private static byte[] pem(TestAuthority... authorities) {
    ByteArrayOutputStream pem = new ByteArrayOutputStream();
    for (TestAuthority authority : authorities) {
      pem.writeBytes(authority.pem());
    }
    return pem.toByteArray();
  }
}
