package io.restproducer.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.restproducer.contract.ApiKey;
import io.restproducer.contract.SealingKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests: a certificate that holds what it must, or a refusal; never anything else. */
class CertificateRequestFuzzTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final SealingKey SEALING = SealingKey.mint(RANDOM);
  private static final CertificateMint MINT = new CertificateMint(InstantSource.system(), RANDOM);
  private static final ClientIssuer ISSUER =
      new ClientIssuer(MINT.clientsAuthority("fuzz", 1, KeyAlgorithm.ECDSA), SEALING, MINT, RANDOM);
  private static final int LONGEST_MESSAGE = 300;

  static Stream<byte[]> files() {
    return CsrCorpus.rows().map(CsrCorpus.Row::content);
  }

  static Stream<String> fields() {
    return files().map(file -> Base64.getMimeEncoder().encodeToString(file));
  }

  @MethodSource("files")
  @FuzzTest
  void file(byte[] file) throws Exception {
    try {
      check(CertificateRequest.parse(file == null ? new byte[0] : file));
    } catch (RefusedCsr e) {
      check(e);
    }
  }

  @MethodSource("fields")
  @FuzzTest
  void field(String field) throws Exception {
    try {
      check(CertificateRequest.parse(field == null ? "" : field));
    } catch (RefusedCsr e) {
      check(e);
    }
  }

  private static void check(CertificateRequest request) throws Exception {
    ApiKey key = ApiKey.mint(RANDOM);
    ClientCertificate made =
        ClientCertificate.of(ISSUER.certify(request.named("fuzz"), key, Duration.ofDays(1)));

    made.certificate().verify(ISSUER.authority().getPublicKey());
    assertThat(made.sealedKey(List.of(SEALING)).map(ApiKey::id)).contains(key.id());
    assertThat(made.pin()).isEqualTo(request.pin());
    assertThat(made.certificate().getBasicConstraints()).isEqualTo(-1);
    assertThat(made.certificate().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
    assertThat(made.certificate().getSubjectX500Principal().getEncoded()).hasSizeGreaterThan(2);
  }

  private static void check(RefusedCsr refused) {
    assertThat(refused.reason()).isNotNull();
    assertThat(refused).hasNoCause();
    assertThat(refused.getMessage()).isNotBlank().hasSizeLessThan(LONGEST_MESSAGE);
    assertThat(refused.getMessage().replace("…", ""))
        .as("nothing but our own ASCII")
        .satisfies(
            text -> assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(text)).isTrue());
  }
}
