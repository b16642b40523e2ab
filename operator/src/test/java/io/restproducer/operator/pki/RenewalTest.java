package io.restproducer.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RenewalTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final KeyAlgorithm EC = KeyAlgorithm.ECDSA;
  private static final ServerNames NAMES = ServerNames.of(List.of("a.example", "::1"));

  private final CertificateMint mint =
      new CertificateMint(InstantSource.fixed(NOW), new SecureRandom());
  private final CertifiedKey authority = mint.serverAuthority("gateway", 1, EC);
  private final CertifiedKey leaf = mint.serverLeaf(authority, NAMES, EC);

  @Test
  void keepsACertificateThatFits() {
    assertThat(Renewal.reason(leaf, authority.certificate(), NAMES, NOW)).isEmpty();
  }

  @Test
  void theOrderOfNamesAndTheSpellingOfAddressesAreNoDifference() {
    ServerNames same = ServerNames.of(List.of("0:0:0:0:0:0:0:1", "A.example"));

    assertThat(Renewal.reason(leaf, authority.certificate(), same, NOW)).isEmpty();
  }

  @Test
  void renewsWhenANameIsMissingOrTooMany() {
    for (List<String> hosts :
        List.of(List.of("a.example"), List.of("a.example", "::1", "b.example"))) {
      assertThat(Renewal.reason(leaf, authority.certificate(), ServerNames.of(hosts), NOW))
          .contains(Renewal.Reason.NAMES_DIFFER);
    }
  }

  @Test
  void renewsWhenAnotherAuthoritySigns() {
    X509Certificate next = mint.serverAuthority("gateway", 2, EC).certificate();
    X509Certificate sameName = mint.serverAuthority("gateway", 1, EC).certificate();

    for (X509Certificate other : List.of(next, sameName)) {
      assertThat(Renewal.reason(leaf, other, NAMES, NOW))
          .contains(Renewal.Reason.AUTHORITY_DIFFERS);
    }
  }

  @Test
  void renewsWhenTheKeyIsNotTheCertifiedOne() throws InvalidPem {
    CertifiedKey other = mint.serverLeaf(authority, NAMES, EC);
    CertifiedKey mixed = CertifiedKey.parse(leaf.certificatePem(), other.privateKeyPem());

    assertThat(Renewal.reason(mixed, authority.certificate(), NAMES, NOW))
        .contains(Renewal.Reason.KEY_DOES_NOT_MATCH);
  }

  @Test
  void renewsFromTheRenewalTimeOn() {
    Instant time = Renewal.time(leaf.certificate());

    assertThat(Renewal.reason(leaf, authority.certificate(), NAMES, time.minusSeconds(1)))
        .isEmpty();
    assertThat(Renewal.reason(leaf, authority.certificate(), NAMES, time))
        .contains(Renewal.Reason.RENEWAL_TIME_REACHED);
  }

  @Test
  void renewalTimesSpreadOverThreeDaysBeforeTwoThirdsOfALifeOfNinetyDays() {
    Set<Instant> times = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      X509Certificate certificate = mint.serverLeaf(authority, NAMES, EC).certificate();
      Instant latest = certificate.getNotBefore().toInstant().plus(Duration.ofDays(60));
      Instant time = Renewal.time(certificate);
      assertThat(time).isBetween(latest.minus(Duration.ofDays(3)), latest.plusSeconds(300));
      assertThat(time.getNano()).isZero();
      times.add(time);
    }
    assertThat(times).hasSizeGreaterThan(90);
  }

  @Test
  void findsTheSameTimeAgainAfterARestart() throws InvalidPem {
    CertifiedKey read = CertifiedKey.parse(leaf.certificatePem(), leaf.privateKeyPem());

    assertThat(Renewal.time(read.certificate())).isEqualTo(Renewal.time(leaf.certificate()));
  }
}
