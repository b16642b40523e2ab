package io.restproducer.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class ClientsAuthorityTest {
  private final CertificateMint mint =
      new CertificateMint(InstantSource.system(), new SecureRandom());

  @Test
  void readsWhatTheMintMadeForThatProducer() throws InvalidPem {
    CertifiedKey authority = mint.clientsAuthority("gateway", 3, KeyAlgorithm.ECDSA);
    assertThat(parse(authority).fingerprint()).isEqualTo(authority.fingerprint());
  }

  @Test
  void refusesTheAuthorityOfServersAndThatOfAnotherProducer() {
    CertifiedKey servers = mint.serverAuthority("gateway", 1, KeyAlgorithm.ECDSA);
    CertifiedKey others = mint.clientsAuthority("gateway-2", 1, KeyAlgorithm.ECDSA);
    assertThatThrownBy(() -> parse(servers)).hasMessageContaining("not that of the authority");
    assertThatThrownBy(() -> parse(others)).hasMessageContaining("not that of the authority");
  }

  private static CertifiedKey parse(CertifiedKey made) throws InvalidPem {
    return ClientsAuthority.parse("gateway", made.certificatePem(), made.privateKeyPem());
  }
}
