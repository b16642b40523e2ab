package io.restproducer.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.SealingKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClientIssuerTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final CertificateMint MINT = new CertificateMint(InstantSource.fixed(NOW), RANDOM);
  private static final CertifiedKey AUTHORITY =
      MINT.clientsAuthority("gateway", 1, KeyAlgorithm.ECDSA);
  private static final SealingKey FORMER = SealingKey.mint(RANDOM);
  private static final SealingKey CURRENT = SealingKey.mint(RANDOM);

  private final ClientIssuer issuer = issuer(CURRENT, CURRENT, FORMER);
  private final ApiKey key = ApiKey.mint(RANDOM);

  static Stream<CsrCorpus.Row> accepted() {
    return CsrCorpus.accepted();
  }

  /** Otherwise it would be made anew for ever. */
  @ParameterizedTest
  @MethodSource("accepted")
  void whatItSignsIsWhatWasAskedFor(CsrCorpus.Row row) throws Exception {
    CertificateRequest request = CertificateRequest.parse(row.content()).named("checkout");
    ClientCertificate leaf =
        ClientCertificate.of(issuer.certify(request, key, Duration.ofDays(365)));
    ClientCertificate stored = ClientCertificate.parse(leaf.chainPem(issuer.authority()));
    assertThat(issuer.renewal(stored, request, Optional.empty(), NOW)).isEmpty();
    assertThat(ClientRenewal.isOf(stored, request)).isTrue();
    assertThat(issuer.open(stored.certificate()).map(ApiKey::sha256)).contains(key.sha256());
  }

  @Test
  void opensWhatAFormerKeySealed() {
    CertificateRequest request =
        CertificateRequest.of(
            "Jörg, Ltd", List.of("*.a.b"), ClientKey.mint(KeyAlgorithm.ECDSA, RANDOM).publicKey());
    var sealedBefore = issuer(FORMER, FORMER).certify(request, key, Duration.ofDays(1));
    assertThat(issuer.open(sealedBefore).map(ApiKey::id)).contains(key.id());
    assertThat(issuer(CURRENT, CURRENT).open(sealedBefore)).isEmpty();
  }

  @Test
  void isEqualToOneWithTheSameKeys() {
    assertThat(issuer).isEqualTo(issuer(CURRENT, FORMER, CURRENT));
    assertThat(issuer).isNotEqualTo(issuer(CURRENT, CURRENT));
    assertThat(issuer).isNotEqualTo(issuer(FORMER, CURRENT, FORMER));
  }

  private static ClientIssuer issuer(SealingKey sealing, SealingKey... opening) {
    return new ClientIssuer(AUTHORITY, sealing, List.of(opening), MINT, RANDOM);
  }
}
