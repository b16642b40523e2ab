package io.restproducer.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class AuthorityRingTest {
  private final CertificateMint mint =
      new CertificateMint(InstantSource.system(), new SecureRandom());
  private final CertifiedKey one = mint.clientsAuthority("gateway", 1, KeyAlgorithm.ECDSA);
  private final CertifiedKey two = mint.clientsAuthority("gateway", 2, KeyAlgorithm.ECDSA);
  private final AuthorityRing first = AuthorityRing.of(one);
  private final AuthorityRing both = first.withNext(two);
  private final AuthorityRing second = both.promoted();

  @Test
  void aFirstOneIsStoredAsEverBefore() {
    assertThat(first.content()).containsOnlyKeys("tls.crt", "tls.key");
    assertThat(first.nextGeneration()).isEqualTo(2);
  }

  @Test
  void isReadBackInEveryStateAsItWasWritten() throws InvalidPem {
    for (AuthorityRing ring : List.of(first, both, second)) {
      AuthorityRing again = parse(ring.content());
      assertThat(again.content()).containsExactlyEntriesOf(ring.content());
      assertThat(again.fingerprint()).isEqualTo(ring.fingerprint());
      assertThat(again.next()).isEqualTo(ring.next());
      assertThat(again.former()).isEqualTo(ring.former());
    }
  }

  @Test
  void theKeyOfAFormerOneIsGone() {
    assertThat(second.fingerprint()).isEqualTo(two.fingerprint());
    assertThat(second.former()).containsExactly(one.fingerprint());
    assertThat(second.nextGeneration()).isEqualTo(3);
    String key = new String(one.privateKeyPem(), StandardCharsets.US_ASCII);
    assertThat(second.content().values())
        .noneMatch(value -> new String(value, StandardCharsets.US_ASCII).contains(key));
  }

  @Test
  void theOneThatSignsIsTheFirstOfTheBundle() throws InvalidPem {
    assertThat(Pem.certificates(both.bundle(true)))
        .containsExactly(one.certificate(), two.certificate());
    assertThat(Pem.certificates(both.bundle(false))).containsExactly(one.certificate());
    assertThat(Pem.certificates(second.bundle(false)))
        .containsExactly(two.certificate(), one.certificate());
  }

  @Test
  void formerOnesGoWhenTheyAreNotRetained() {
    assertThat(second.retaining(List.of(one.fingerprint())).former()).hasSize(1);
    assertThat(second.retaining(List.of()).content()).containsOnlyKeys("tls.crt", "tls.key");
  }

  @Test
  void aSuccessorOfAnotherProducerIsRefused() {
    Map<String, byte[]> content = new TreeMap<>(both.content());
    CertifiedKey other = mint.clientsAuthority("gateway-2", 2, KeyAlgorithm.ECDSA);
    content.put("next.crt", other.certificatePem());
    content.put("next.key", other.privateKeyPem());
    assertThatThrownBy(() -> parse(content)).isInstanceOf(InvalidPem.class);
  }

  private static AuthorityRing parse(Map<String, byte[]> content) throws InvalidPem {
    return AuthorityRing.parse(content, (pem, key) -> ClientsAuthority.parse("gateway", pem, key));
  }
}
