package io.restproducer.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.SealedKey;
import io.restproducer.contract.SealingKey;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is in a client certificate, whoever made the request. */
final class ClientCertificateTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00.987Z");
  private static final Instant NOW_IN_SECONDS = Instant.parse("2026-06-01T12:00:00Z");
  private static final Duration YEAR = Duration.ofDays(365);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final SealingKey SEALING = SealingKey.mint(RANDOM);
  private static final ApiKey KEY = ApiKey.mint(RANDOM);
  private static final CertifiedKey AUTHORITY =
      mintAt(NOW.minus(Duration.ofDays(1))).clientsAuthority("gateway", 3, KeyAlgorithm.ECDSA);

  static Stream<CsrCorpus.Row> accepted() {
    return CsrCorpus.accepted();
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void holdsExactlyOurExtensionsAndTheNamesOfTheRequest(CsrCorpus.Row row) throws Exception {
    CertificateRequest request = CertificateRequest.parse(row.content()).named("svc");

    X509Certificate made = certify(NOW, request);

    made.verify(AUTHORITY.certificate().getPublicKey());
    assertThat(made.getCriticalExtensionOIDs())
        .isEqualTo(Set.of(Extension.basicConstraints.getId(), Extension.keyUsage.getId()));
    assertThat(made.getNonCriticalExtensionOIDs())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Stream.of(
                        Extension.extendedKeyUsage.getId(),
                        Extension.subjectKeyIdentifier.getId(),
                        Extension.authorityKeyIdentifier.getId(),
                        "1.3.6.1.4.1.32473.1.1"),
                    request.alternativeNames().stream()
                        .map(names -> Extension.subjectAlternativeName.getId()))
                .toList());
    assertThat(made.getBasicConstraints()).isEqualTo(-1);
    assertThat(made.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
    boolean rsa = request.publicKey().getAlgorithm().equals("RSA");
    assertThat(usages(made)).isEqualTo(rsa ? List.of(0, 2) : List.of(0));
    assertThat(made.getSubjectX500Principal().getEncoded())
        .isEqualTo(request.subject().getEncoded());
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void theKeyInsideOpensForItsSealingKeyAndItsPublicKeyAlone(CsrCorpus.Row row) throws Exception {
    CertificateRequest request = CertificateRequest.parse(row.content()).named("svc");

    X509Certificate made = certify(NOW, request);

    assertThat(open(made, SEALING)).contains(KEY.reveal());
    assertThat(open(made, SealingKey.mint(RANDOM))).isEmpty();
    assertThat(SealedKey.pin(made.getPublicKey())).isEqualTo(request.pin());
    CertificateRequest thief =
        CertificateRequest.of(
            "thief", List.of(), ClientKey.mint(KeyAlgorithm.ECDSA, RANDOM).publicKey());
    byte[] wrapped = made.getExtensionValue(SealedKey.EXTENSION);
    byte[] lifted = Arrays.copyOfRange(wrapped, 2, wrapped.length);
    assertThat(open(mintAt(NOW).clientLeaf(AUTHORITY, thief, lifted, YEAR), SEALING)).isEmpty();
  }

  @Test
  void livesFromFiveMinutesAgoForItsLifeInWholeSeconds() throws Exception {
    X509Certificate made = certify(NOW, plain());

    assertThat(made.getNotBefore().toInstant())
        .isEqualTo(NOW_IN_SECONDS.minus(Duration.ofMinutes(5)));
    assertThat(made.getNotAfter().toInstant()).isEqualTo(NOW_IN_SECONDS.plus(YEAR));
  }

  @Test
  void neverOutlivesNorPrecedesItsAuthority() throws Exception {
    Instant start = AUTHORITY.certificate().getNotBefore().toInstant();
    Instant end = AUTHORITY.certificate().getNotAfter().toInstant();

    assertThat(certify(end.minusSeconds(60), plain()).getNotAfter().toInstant()).isEqualTo(end);
    assertThat(certify(start.plusSeconds(1), plain()).getNotBefore().toInstant()).isEqualTo(start);
    for (Instant outside : List.of(end, end.plusSeconds(1), start.minusSeconds(1))) {
      assertThatIllegalArgumentException().isThrownBy(() -> certify(outside, plain()));
    }
  }

  @Test
  void isNotMadeWithoutASubject() throws Exception {
    CertificateRequest empty =
        CertificateRequest.parse(CsrCorpus.read("openssl-empty-subject.pem"));

    assertThatIllegalArgumentException().isThrownBy(() -> certify(NOW, empty));
    assertThat(certify(NOW, empty.named("svc")).getSubjectX500Principal().getName())
        .isEqualTo("CN=svc");
  }

  @Test
  void everySerialNumberIsSixteenBytesLongAndNew() throws Exception {
    Set<BigInteger> seen = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      X509Certificate made = certify(NOW, plain());
      assertThat(made.getSerialNumber().toByteArray()).hasSize(16);
      assertThat(seen.add(made.getSerialNumber())).isTrue();
    }
  }

  @Test
  void pointsToTheKeyOfItsAuthority() throws Exception {
    byte[] subject =
        AUTHORITY.certificate().getExtensionValue(Extension.subjectKeyIdentifier.getId());
    byte[] pointer =
        certify(NOW, plain()).getExtensionValue(Extension.authorityKeyIdentifier.getId());

    assertThat(Arrays.copyOfRange(pointer, pointer.length - 20, pointer.length))
        .isEqualTo(Arrays.copyOfRange(subject, subject.length - 20, subject.length));
  }

  @ParameterizedTest
  @EnumSource
  void aPairMadeHereComesBackFromItsPem(KeyAlgorithm algorithm) throws Exception {
    ClientKey key = ClientKey.mint(algorithm, RANDOM);
    X509Certificate made =
        certify(NOW, CertificateRequest.of("svc", List.of("a.example"), key.publicKey()));
    CertifiedKey pair = key.certified(made);

    CertifiedKey read =
        CertifiedKey.parse(pair.chainPem(AUTHORITY.certificate()), pair.privateKeyPem());

    assertThat(read.keyMatches()).isTrue();
    assertThat(read.certificate()).isEqualTo(made);
    assertThat(key.toString()).contains("<redacted>");
    ClientKey other = ClientKey.mint(algorithm, RANDOM);
    assertThatIllegalArgumentException().isThrownBy(() -> other.certified(made));
  }

  private static CertificateRequest plain() throws RefusedCsr {
    return CertificateRequest.parse(CsrCorpus.read("hand-plain.der"));
  }

  private static X509Certificate certify(Instant now, CertificateRequest request) {
    return new ClientIssuer(AUTHORITY, SEALING, mintAt(now), RANDOM).certify(request, KEY, YEAR);
  }

  private static Optional<String> open(X509Certificate made, SealingKey sealing) {
    return ClientCertificate.of(made).sealedKey(List.of(sealing)).map(ApiKey::reveal);
  }

  private static List<Integer> usages(X509Certificate made) {
    boolean[] bits = made.getKeyUsage();
    return IntStream.range(0, bits.length).filter(i -> bits[i]).boxed().toList();
  }

  private static CertificateMint mintAt(Instant now) {
    return new CertificateMint(InstantSource.fixed(now), RANDOM);
  }
}
