package io.restproducer.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ServerAuthorityTest {
  private final CertificateMint mint =
      new CertificateMint(InstantSource.system(), new SecureRandom());
  private final CertifiedKey authority = mint.serverAuthority("gateway", 2, KeyAlgorithm.ECDSA);

  @Test
  void readsWhatTheMintMadeForThatProducer() throws InvalidPem {
    assertThat(parse(authority, authority).fingerprint()).isEqualTo(authority.fingerprint());
  }

  @Test
  void refusesTheAuthorityOfAnotherProducer() {
    CertifiedKey other = mint.serverAuthority("gateway-2", 1, KeyAlgorithm.ECDSA);
    assertThatExceptionOfType(InvalidPem.class)
        .isThrownBy(() -> parse(other, other))
        .withMessageContaining("not that of the authority of gateway");
  }

  @Test
  void refusesAKeyThatIsNotTheCertificates() {
    CertifiedKey other = mint.serverAuthority("gateway", 2, KeyAlgorithm.ECDSA);
    assertThatExceptionOfType(InvalidPem.class)
        .isThrownBy(() -> parse(authority, other))
        .withMessageContaining("private key");
  }

  @Test
  void refusesACertificateThatMaySignNone() {
    ServerNames names = ServerNames.of(List.of("localhost"));
    CertifiedKey leaf = mint.serverLeaf(authority, names, KeyAlgorithm.ECDSA);
    assertThatExceptionOfType(InvalidPem.class)
        .isThrownBy(() -> parse(leaf, leaf))
        .withMessageContaining("none of an authority");
  }

  private static CertifiedKey parse(CertifiedKey certificate, CertifiedKey key) throws InvalidPem {
    return ServerAuthority.parse("gateway", certificate.certificatePem(), key.privateKeyPem());
  }
}
