package io.restproducer.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.SealingKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ClientRenewalTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final KeyAlgorithm EC = KeyAlgorithm.ECDSA;
  private static final Duration YEAR = Duration.ofDays(365);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final CertificateMint mint = mintAt(NOW);
  private final CertifiedKey authority = mint.clientsAuthority("gateway", 1, EC);
  private final SealingKey sealing = SealingKey.mint(RANDOM);
  private final ClientKey key = ClientKey.mint(EC, RANDOM);
  private final CertificateRequest request = request("payments", List.of("a.example"));
  private final ClientCertificate leaf = issue(mint, YEAR);

  @Test
  void keepsACertificateThatFits() {
    assertThat(reason(request, NOW)).isEmpty();
  }

  @Test
  void renewsWhenSubjectOrAlternativeNamesChange() {
    for (CertificateRequest other :
        List.of(
            request("other", List.of("a.example")),
            request("payments", List.of()),
            request("payments", List.of("a.example", "b.example")))) {
      assertThat(reason(other, NOW)).contains(ClientRenewal.Reason.NAMES_DIFFER);
    }
  }

  @Test
  void renewsWhenTheRequestIsOfAnotherKey() {
    CertificateRequest other =
        CertificateRequest.of(
            "payments", List.of("a.example"), ClientKey.mint(EC, RANDOM).publicKey());

    assertThat(reason(other, NOW)).contains(ClientRenewal.Reason.KEY_DIFFERS);
  }

  @Test
  void renewsWhenAnotherAuthoritySigns() {
    for (int generation : new int[] {1, 2}) {
      X509Certificate other = mint.clientsAuthority("gateway", generation, EC).certificate();
      assertThat(
              ClientRenewal.reason(leaf, request, other, List.of(sealing), Optional.empty(), NOW))
          .contains(ClientRenewal.Reason.AUTHORITY_DIFFERS);
    }
  }

  @Test
  void renewsWhenNoSealingKeyOpensItAndNotWhenAFormerOneDoes() {
    SealingKey next = SealingKey.mint(RANDOM);

    assertThat(
            ClientRenewal.reason(
                leaf, request, authority.certificate(), List.of(next), Optional.empty(), NOW))
        .contains(ClientRenewal.Reason.SEALED_KEY_UNREADABLE);
    assertThat(
            ClientRenewal.reason(
                leaf,
                request,
                authority.certificate(),
                List.of(next, sealing),
                Optional.empty(),
                NOW))
        .isEmpty();
    assertThat(leaf.sealedWith(List.of(next, sealing)).map(SealingKey::id)).contains(sealing.id());
    assertThat(leaf.sealedWith(List.of(next))).isEmpty();
  }

  @Test
  void renewsFromTheRenewalTimeOn() {
    Instant time = ClientRenewal.time(leaf.certificate(), Optional.empty());

    assertThat(reason(request, time.minusSeconds(1))).isEmpty();
    assertThat(reason(request, time)).contains(ClientRenewal.Reason.RENEWAL_TIME_REACHED);
  }

  @Test
  void renewalTimesSpreadOverTwelveDaysBeforeTwoThirdsOfAYearInWholeSeconds() {
    Set<Instant> times = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      X509Certificate certificate = issue(mint, YEAR).certificate();
      Instant latest =
          certificate.getNotBefore().toInstant().plus(YEAR.multipliedBy(2).dividedBy(3));
      Instant time = ClientRenewal.time(certificate, Optional.empty());
      assertThat(time).isBetween(latest.minus(Duration.ofDays(13)), latest.plusSeconds(300));
      assertThat(time.getNano()).isZero();
      times.add(time);
    }
    assertThat(times).hasSizeGreaterThan(90);
  }

  @Test
  void aRestartFindsTheSameTime() throws InvalidPem {
    ClientCertificate read = ClientCertificate.parse(leaf.chainPem(authority.certificate()));

    assertThat(ClientRenewal.time(read.certificate(), Optional.empty()))
        .isEqualTo(ClientRenewal.time(leaf.certificate(), Optional.empty()));
  }

  @Test
  void renewsSoLongBeforeTheEndAsTheUserSays() {
    Instant end = leaf.certificate().getNotAfter().toInstant();
    Instant time = ClientRenewal.time(leaf.certificate(), Optional.of(Duration.ofDays(30)));

    assertThat(time).isBetween(end.minus(Duration.ofDays(43)), end.minus(Duration.ofDays(30)));
  }

  @Test
  void neverRenewsInTheFirstFractionOfALifeHoweverEarlyTheUserSays() {
    Instant start = leaf.certificate().getNotBefore().toInstant();
    Instant time = ClientRenewal.time(leaf.certificate(), Optional.of(Duration.ofDays(9999)));

    assertThat(time).isAfter(start.plus(Duration.ofDays(108)));
    assertThat(reason(request, NOW)).isEmpty();
  }

  @Test
  void oneThatEndsWithItsAuthorityIsNotRenewedAgainAndAgain() {
    Instant end = authority.certificate().getNotAfter().toInstant();
    ClientCertificate last = issue(mintAt(end.minus(Duration.ofDays(10))), YEAR);

    assertThat(last.certificate().getNotAfter().toInstant()).isEqualTo(end);
    assertThat(
            ClientRenewal.reason(
                last,
                request,
                authority.certificate(),
                List.of(sealing),
                Optional.empty(),
                end.minusSeconds(60)))
        .isEmpty();
  }

  @Test
  void theSealedKeyIsReadBackFromTheStoredChain() throws InvalidPem {
    ApiKey sealed = ApiKey.mint(RANDOM);
    X509Certificate certificate = issuer(mint).certify(request, sealed, YEAR);

    ClientCertificate read =
        ClientCertificate.parse(
            ClientCertificate.of(certificate).chainPem(authority.certificate()));

    assertThat(read.sealedKey(List.of(sealing)).map(ApiKey::reveal)).contains(sealed.reveal());
    assertThat(read.sealedKey(List.of(SealingKey.mint(RANDOM)))).isEmpty();
    assertThat(read.pin()).isEqualTo(request.pin());
    assertThat(read.toString()).doesNotContain("rpk_");
  }

  private Optional<ClientRenewal.Reason> reason(CertificateRequest wanted, Instant now) {
    return ClientRenewal.reason(
        leaf, wanted, authority.certificate(), List.of(sealing), Optional.empty(), now);
  }

  private CertificateRequest request(String name, List<String> dnsNames) {
    return CertificateRequest.of(name, dnsNames, key.publicKey());
  }

  private ClientCertificate issue(CertificateMint at, Duration life) {
    return ClientCertificate.of(issuer(at).certify(request, ApiKey.mint(RANDOM), life));
  }

  private ClientIssuer issuer(CertificateMint at) {
    return new ClientIssuer(authority, sealing, at, RANDOM);
  }

  private static CertificateMint mintAt(Instant now) {
    return new CertificateMint(InstantSource.fixed(now), RANDOM);
  }
}
