package io.restproducer.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CertificateMintTest {
  private static final Instant NOW = Instant.parse("2026-02-28T10:15:30.987654Z");
  private static final Instant NOW_IN_SECONDS = Instant.parse("2026-02-28T10:15:30Z");
  private static final KeyAlgorithm EC = KeyAlgorithm.ECDSA;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final ServerNames NAMES = ServerNames.of(List.of("gateway.example", "10.1.2.3"));

  private final CertificateMint mint = mintAt(NOW);

  @ParameterizedTest
  @EnumSource
  void makesAnAuthorityThatSignsLeavesOnly(KeyAlgorithm algorithm) throws Exception {
    X509Certificate authority = mint.serverAuthority("gateway", 1, algorithm).certificate();

    authority.verify(authority.getPublicKey());
    assertThat(authority.getSubjectX500Principal().getName()).isEqualTo("CN=gateway server v1");
    assertThat(authority.getIssuerX500Principal()).isEqualTo(authority.getSubjectX500Principal());
    assertThat(authority.getBasicConstraints()).as("path length").isZero();
    assertThat(usages(authority)).containsExactlyInAnyOrder(5, 6);
    assertThat(authority.getCriticalExtensionOIDs())
        .contains(Extension.basicConstraints.getId(), Extension.keyUsage.getId());
  }

  @Test
  void makesAnAuthorityForFiveYearsFromFiveMinutesAgoInWholeSeconds() {
    X509Certificate authority = authority().certificate();

    assertThat(authority.getNotBefore().toInstant())
        .isEqualTo(NOW_IN_SECONDS.minus(Duration.ofMinutes(5)));
    assertThat(authority.getNotAfter().toInstant())
        .isEqualTo(Instant.parse("2031-02-28T10:15:30Z"));
  }

  @Test
  void makesALeafForNinetyDaysFromFiveMinutesAgoInWholeSeconds() {
    CertifiedKey authority = mintAt(NOW.minus(Duration.ofDays(1))).serverAuthority("a", 1, EC);

    X509Certificate leaf = mint.serverLeaf(authority, NAMES, EC).certificate();

    assertThat(leaf.getNotBefore().toInstant())
        .isEqualTo(NOW_IN_SECONDS.minus(Duration.ofMinutes(5)));
    assertThat(leaf.getNotAfter().toInstant()).isEqualTo(NOW_IN_SECONDS.plus(Duration.ofDays(90)));
  }

  @Test
  void lengthsOfRsaKeysAre3072And2048() {
    CertifiedKey authority = mint.serverAuthority("gateway", 1, KeyAlgorithm.RSA);
    CertifiedKey leaf = mint.serverLeaf(authority, NAMES, KeyAlgorithm.RSA);

    assertThat(authority.certificate().getPublicKey().toString()).contains("3072 bits");
    assertThat(leaf.certificate().getPublicKey().toString()).contains("2048 bits");
  }

  @Test
  void anRsaLeafMayEncipherKeysAndAnEcLeafMayNot() {
    CertifiedKey authority = authority();

    assertThat(usages(mint.serverLeaf(authority, NAMES, KeyAlgorithm.RSA).certificate()))
        .containsExactlyInAnyOrder(0, 2);
    assertThat(usages(mint.serverLeaf(authority, NAMES, EC).certificate())).containsExactly(0);
  }

  @Test
  void aLeafServesAndDoesNotSign() throws Exception {
    X509Certificate leaf = mint.serverLeaf(authority(), NAMES, EC).certificate();

    assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(leaf.getBasicConstraints()).as("not an authority").isEqualTo(-1);
  }

  @Test
  void aLeafCarriesEveryNameAndAddress() {
    ServerNames names =
        ServerNames.of(
            List.of("gateway.ns.svc", "gateway", "localhost", "127.0.0.1", "::1", "2001:db8::7"));

    X509Certificate leaf = mint.serverLeaf(authority(), names, EC).certificate();

    assertThat(ServerNames.in(leaf).sameAs(names)).isTrue();
    assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=gateway.ns.svc");
  }

  @Test
  void aLeafPointsToTheKeyOfItsAuthority() {
    CertifiedKey authority = authority();
    X509Certificate leaf = mint.serverLeaf(authority, NAMES, EC).certificate();
    byte[] subject =
        authority.certificate().getExtensionValue(Extension.subjectKeyIdentifier.getId());
    byte[] pointer = leaf.getExtensionValue(Extension.authorityKeyIdentifier.getId());

    // The last 20 bytes of both are the SHA-1 of the authority's public key.
    assertThat(Arrays.copyOfRange(pointer, pointer.length - 20, pointer.length))
        .isEqualTo(Arrays.copyOfRange(subject, subject.length - 20, subject.length));
    assertThat(leaf.getExtensionValue(Extension.subjectKeyIdentifier.getId())).isNotNull();
  }

  @Test
  void aLeafNeverOutlivesItsAuthority() {
    CertifiedKey authority = authority();
    Instant end = authority.certificate().getNotAfter().toInstant();

    CertifiedKey leaf = mintAt(end.minus(Duration.ofDays(3))).serverLeaf(authority, NAMES, EC);

    assertThat(leaf.certificate().getNotAfter().toInstant()).isEqualTo(end);
  }

  @Test
  void aLeafNeverBeginsBeforeItsAuthority() {
    CertifiedKey authority = authority();
    Instant start = authority.certificate().getNotBefore().toInstant();

    CertifiedKey leaf = mintAt(start.plusSeconds(1)).serverLeaf(authority, NAMES, EC);

    assertThat(leaf.certificate().getNotBefore().toInstant()).isEqualTo(start);
  }

  @Test
  void refusesAnAuthorityThatHasEnded() {
    CertifiedKey authority = authority();
    CertificateMint late = mintAt(authority.certificate().getNotAfter().toInstant());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> late.serverLeaf(authority, NAMES, EC))
        .withMessageContaining("valid from 2026-02-28T10:10:30Z to 2031-02-28T10:15:30Z");
  }

  @Test
  void everySerialNumberIsPositiveSixteenBytesLongAndNew() {
    CertifiedKey authority = authority();
    Set<String> seen = new HashSet<>();

    for (int i = 0; i < 300; i++) {
      byte[] serial =
          mint.serverLeaf(authority, NAMES, EC).certificate().getSerialNumber().toByteArray();
      assertThat(serial).hasSize(16);
      assertThat(serial[0]).isPositive();
      assertThat(seen.add(Arrays.toString(serial))).isTrue();
    }
  }

  @Test
  void longProducerNamesAreCutTo64CharactersAndStayDistinct() {
    String longName = "n".repeat(80);

    String first = commonName(mint.serverAuthority(longName + "a", 12, EC));
    String second = commonName(mint.serverAuthority(longName + "b", 12, EC));

    assertThat(first).hasSize(64).endsWith(" server v12");
    assertThat(second).hasSize(64).endsWith(" server v12").isNotEqualTo(first);
  }

  @Test
  void aHostNameTooLongForACommonNameIsLeftOutOfItAndNeverCut() {
    String longHost = "h".repeat(60) + ".example";
    ServerNames both = ServerNames.of(List.of(longHost, "short.example"));
    ServerNames only = ServerNames.of(List.of(longHost));

    CertifiedKey first = mint.serverLeaf(authority(), both, EC);
    CertifiedKey second = mint.serverLeaf(authority(), only, EC);

    assertThat(commonName(first)).isEqualTo("short.example");
    assertThat(commonName(second)).isEqualTo("server");
    assertThat(ServerNames.in(second.certificate()).dnsNames()).containsExactly(longHost);
  }

  private CertifiedKey authority() {
    return mint.serverAuthority("gateway", 1, EC);
  }

  private static CertificateMint mintAt(Instant now) {
    return new CertificateMint(InstantSource.fixed(now), RANDOM);
  }

  private static String commonName(CertifiedKey key) {
    return key.certificate().getSubjectX500Principal().getName().substring("CN=".length());
  }

  private static Set<Integer> usages(X509Certificate certificate) {
    Set<Integer> usages = new HashSet<>();
    boolean[] bits = certificate.getKeyUsage();
    for (int i = 0; i < bits.length; i++) {
      if (bits[i]) {
        usages.add(i);
      }
    }
    return usages;
  }
}
