package io.restproducer.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken and what is refused, file by file: the list of the corpus is the specification. */
final class CertificateRequestTest {
  static Stream<CsrCorpus.Row> accepted() {
    return CsrCorpus.accepted();
  }

  static Stream<CsrCorpus.Row> refused() {
    return CsrCorpus.refused();
  }

  @ParameterizedTest
  @MethodSource
  void accepted(CsrCorpus.Row row) throws RefusedCsr {
    CertificateRequest request = CertificateRequest.parse(row.content());

    assertThat(texts(request)).isEqualTo(row.warnings());
    assertThat(request.named("svc").subject().getRDNs()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource
  void refused(CsrCorpus.Row row) {
    assertThatExceptionOfType(RefusedCsr.class)
        .isThrownBy(() -> CertificateRequest.parse(row.content()))
        .satisfies(refused -> assertThat(refused.reason().text()).isEqualTo(row.outcome()))
        .satisfies(refused -> assertThat(refused).hasNoCause())
        .satisfies(refused -> assertThat(refused.getMessage()).contains(";"));
  }

  /** A field of YAML holds text, so a file that is none comes in base64. */
  @ParameterizedTest
  @MethodSource("accepted")
  void theSameFileInBase64IsTheSameRequest(CsrCorpus.Row row) throws RefusedCsr {
    byte[] content = row.content();
    String field = Base64.getMimeEncoder().encodeToString(content);
    if (!row.file().endsWith("base64.in-base64")) {
      assertThat(CertificateRequest.parse(field).pin())
          .isEqualTo(CertificateRequest.parse(content).pin());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"#mainframe", "#0c0161", "\\host", "a=b,c+d", " x ", "Jörg"})
  void aCommonNameIsTakenAsItStands(String name) throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    CertificateRequest request = CertificateRequest.of(name, List.of(), pair.getPublic());
    assertThat(request.subject().getRDNs(BCStyle.CN)[0].getFirst().getValue())
        .isEqualTo(new DERUTF8String(name));
  }

  @Test
  void everyReasonAndEveryWarningHasAFile() {
    Set<String> outcomes = new HashSet<>();
    CsrCorpus.rows()
        .forEach(
            row -> {
              outcomes.add(row.outcome());
              outcomes.addAll(row.warnings());
            });
    outcomes.remove("accepted");

    assertThat(outcomes)
        .isEqualTo(
            Stream.concat(
                    Arrays.stream(CsrReason.values()).map(CsrReason::text),
                    Arrays.stream(CsrWarning.values()).map(CsrWarning::text))
                .collect(Collectors.toSet()))
        .allMatch(text -> text.startsWith("Csr"));
  }

  @Test
  void everyWayOfOneRequestIsTheSameRequest() throws RefusedCsr {
    CertificateRequest plain = CertificateRequest.parse(CsrCorpus.read("openssl-rsa-2048.pem"));
    for (CsrCorpus.Row row :
        CsrCorpus.accepted().filter(r -> r.file().startsWith("way-")).toList()) {
      CertificateRequest read = CertificateRequest.parse(row.content());
      assertThat(read.pin()).as(row.file()).isEqualTo(plain.pin());
      assertThat(read.subject()).as(row.file()).isEqualTo(plain.subject());
    }
  }

  @Test
  void textOfYamlIsTakenAsItIs() throws RefusedCsr {
    String text = new String(CsrCorpus.read("way-text-before.pem"), StandardCharsets.UTF_8);

    assertThat(CertificateRequest.parse(text).subject()).hasToString("CN=payments,O=Example");
  }

  @Test
  void anEmptySubjectIsFilledInAndAnotherIsKept() throws RefusedCsr {
    CertificateRequest empty =
        CertificateRequest.parse(CsrCorpus.read("openssl-empty-subject.pem"));
    CertificateRequest full = CertificateRequest.parse(CsrCorpus.read("openssl-umlauts.pem"));

    assertThat(empty.named("payments").subject()).hasToString("CN=payments");
    assertThat(empty.named("n".repeat(80)).subject().toString()).hasSize(3 + 64);
    assertThat(full.named("payments").subject()).hasToString("C=DE,O=Bäckerei Möhre,CN=Zahlungen");
  }

  @Test
  void namesAreKept() throws RefusedCsr {
    CertificateRequest request =
        CertificateRequest.parse(CsrCorpus.read("openssl-names-of-every-kind.pem"));

    assertThat(request.alternativeNames().orElseThrow().getNames()).hasSize(8);
  }

  @Test
  void alternativeNamesThatAreNoneAreLeftOut() throws RefusedCsr {
    assertThat(CertificateRequest.parse(CsrCorpus.read("hand-empty-names.der")).alternativeNames())
        .isEmpty();
  }

  @Test
  void aMessageNamesLimitAndValue() {
    assertThat(messageOfFile("way-too-large.pem"))
        .contains("16385 bytes")
        .contains("at most 16384");
    assertThat(messageOfFile("openssl-rsa-1024.pem"))
        .contains("1024 bits")
        .contains("at least 2048");
    assertThat(messageOfFile("hand-rsa-8193.der")).contains("8193 bits").contains("at most 8192");
    assertThat(messageOfFile("openssl-101-names.pem")).contains("101").contains("at most 100");
    assertThat(messageOfFile("way-junk-after.der")).contains("4 bytes");
  }

  /** 16 KiB of a file are 22 KiB in base64: what counts is the file. */
  @Test
  void theSizeOfARequestInBase64IsThatOfWhatItHolds() {
    byte[] tooLarge = CsrCorpus.read("way-too-large.pem");
    String field = Base64.getMimeEncoder().encodeToString(tooLarge);
    assertThat(messageOf(field)).contains("16385 bytes").contains("at most 16384");

    String padded = field + " ".repeat(22_529 - field.length());
    assertThat(messageOf(padded))
        .contains("22529 characters")
        .contains("at most 22528")
        .contains("16384 bytes in base64");
    String plain = new String(tooLarge, StandardCharsets.US_ASCII);
    assertThat(messageOf(plain)).contains("16385 bytes").contains("at most 16384");
  }

  @Test
  void aTextFarTooLargeIsNotLookedAt() {
    assertThatExceptionOfType(RefusedCsr.class)
        .isThrownBy(() -> CertificateRequest.parse("A".repeat(50_000_000)))
        .satisfies(refused -> assertThat(refused.reason()).isEqualTo(CsrReason.TOO_LARGE));
  }

  @Test
  void nestingIsFollowedNoDeeperThanARequestNeeds() throws Exception {
    assertThat(CertificateRequest.parse(withAnAttribute(nested(15))).warnings()).isEmpty();
    assertThatExceptionOfType(RefusedCsr.class)
        .isThrownBy(() -> CertificateRequest.parse(withAnAttribute(nested(30))))
        .satisfies(refused -> assertThat(refused.reason()).isEqualTo(CsrReason.MALFORMED));
  }

  private static ASN1Encodable nested(int levels) {
    return levels == 0 ? DERNull.INSTANCE : new DERSequence(nested(levels - 1));
  }

  private static String withAnAttribute(ASN1Encodable value) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair pair = generator.generateKeyPair();
    return Base64.getEncoder()
        .encodeToString(
            new JcaPKCS10CertificationRequestBuilder(new X500Principal("CN=a"), pair.getPublic())
                .addAttribute(new ASN1ObjectIdentifier("1.3.6.1.4.1.32473.9"), value)
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                .getEncoded());
  }

  private static String messageOfFile(String file) {
    return refusal(() -> CertificateRequest.parse(CsrCorpus.read(file)));
  }

  private static String messageOf(String field) {
    return refusal(() -> CertificateRequest.parse(field));
  }

  private static String refusal(ThrowingCallable parse) {
    return catchThrowableOfType(RefusedCsr.class, parse).getMessage();
  }

  private static Set<String> texts(CertificateRequest request) {
    return request.warnings().stream().map(CsrWarning::text).collect(Collectors.toSet());
  }
}
