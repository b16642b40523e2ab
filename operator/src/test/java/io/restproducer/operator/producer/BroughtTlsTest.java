package io.restproducer.operator.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.restproducer.crds.CipherSuite;
import io.restproducer.crds.Exposure;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.RestProducerSpec;
import io.restproducer.operator.pki.CertificateMint;
import io.restproducer.operator.pki.CertifiedKey;
import io.restproducer.operator.pki.KeyAlgorithm;
import io.restproducer.operator.pki.ServerNames;
import io.restproducer.operator.reconcile.Component;
import io.restproducer.operator.reconcile.Reason;
import io.restproducer.operator.reconcile.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BroughtTlsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final RestProducerSpec spec = new RestProducerSpec();
  private final CertificateMint mint =
      new CertificateMint(InstantSource.fixed(NOW), new SecureRandom());
  private final CertifiedKey authority = mint.serverAuthority("corp", 1, KeyAlgorithm.ECDSA);
  private final CertifiedKey leaf = leaf(authority, "*.example.com");
  private final Map<String, byte[]> content =
      new HashMap<>(
          Map.of(
              "tls.crt", leaf.chainPem(authority.certificate()), "tls.key", leaf.privateKeyPem()));

  @Test
  void isTakenWithTheEndOfItsChainAsAuthority() throws UnusableSecret {
    BroughtTls brought = read(NOW);
    assertThat(brought.certificate().leaf()).isEqualTo(leaf.certificate());
    assertThat(brought.authorities()).isEqualTo(authority.certificatePem());
  }

  @Test
  void caCrtIsWhatCallersTrustAndMustBeTheIssuer() throws UnusableSecret {
    content.put("tls.crt", leaf.certificatePem());
    content.put("ca.crt", authority.certificatePem());
    assertThat(read(NOW).authorities()).isEqualTo(authority.certificatePem());
    content.put("ca.crt", mint.serverAuthority("corp", 1, KeyAlgorithm.ECDSA).certificatePem());
    refuses(NOW, Reason.SECRET_CONTENT_INVALID, "none of its certificates signed");
  }

  @ParameterizedTest
  @EnumSource(KeyAlgorithm.class)
  void theKeyMayBeWrittenAsOtherProgramsDo(KeyAlgorithm algorithm) throws Exception {
    CertifiedKey other =
        mint.serverLeaf(authority, ServerNames.of(List.of("a.example.com")), algorithm);
    content.put("tls.crt", other.chainPem(authority.certificate()));
    content.put("tls.key", traditional(other, algorithm == KeyAlgorithm.RSA ? "RSA" : "EC"));
    BroughtTls brought = read(NOW);
    assertThat(brought.certificate().leaf()).isEqualTo(other.certificate());
    assertThat(brought.certificate().privateKeyPem()).asString().startsWith("-----BEGIN PRIVATE");
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() {
    content.put("tls.key", leaf(authority, "a.example.com").privateKeyPem());
    refuses(NOW, Reason.KEY_DOES_NOT_MATCH, "tls.key is not the key");
  }

  @Test
  void aChainInAnotherOrderIsRefused() {
    CertifiedKey stranger = mint.serverAuthority("corp", 1, KeyAlgorithm.ECDSA);
    content.put("tls.crt", leaf.chainPem(stranger.certificate()));
    refuses(NOW, Reason.SECRET_CONTENT_INVALID, "not signed by the one behind it");
  }

  @Test
  void oneThatHasEndedOrNotBegunIsRefused() {
    refuses(NOW.plus(Duration.ofDays(91)), Reason.CERTIFICATE_EXPIRED, "valid from");
    refuses(NOW.minus(Duration.ofDays(1)), Reason.CERTIFICATE_EXPIRED, "valid from");
  }

  @Test
  void oneThatIsNotForTheHostsOfCallersIsRefused() {
    CertifiedKey other = leaf(authority, "b.a.example.com");
    content.put("tls.crt", other.certificatePem());
    content.put("tls.key", other.privateKeyPem());
    refuses(NOW, Reason.CERTIFICATE_NAMES_MISSING, "is not for a.example.com,");
  }

  @Test
  void oneWhoseKeyNoSuiteIsForIsRefused() throws UnusableSecret {
    spec.tls.cipherSuites = List.of(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256);
    refuses(NOW, Reason.OPTION_NOT_ALLOWED, "an ECDSA key");
    spec.tls.cipherSuites =
        List.of(
            CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256);
    assertThat(read(NOW).certificate().leaf()).isEqualTo(leaf.certificate());
  }

  @Test
  void whatIsNotThereOrSomethingElseIsNamed() {
    assertThatThrownBy(() -> BroughtTls.read(blueprint(), "brought", Map.of(), NOW))
        .hasMessageContaining("Secret brought does not exist");
    content.put("tls.key", "-----BEGIN CERTIFICATE-----".getBytes(StandardCharsets.US_ASCII));
    refuses(NOW, Reason.SECRET_CONTENT_INVALID, "no unencrypted private key");
    content.remove("tls.key");
    refuses(NOW, Reason.SECRET_KEY_MISSING, "has no key tls.key");
  }

  @Test
  void oneOfThisOperatorsOwnIsRefused() {
    Secret own =
        new SecretBuilder(secret())
            .editMetadata()
            .withLabels(Component.PRODUCER_RUNTIME.labels("other"))
            .endMetadata()
            .build();
    assertThatThrownBy(() -> BroughtTls.read(blueprint(), "brought", Map.of("brought", own), NOW))
        .hasMessageContaining("one of this operator's own");
  }

  private CertifiedKey leaf(CertifiedKey issuer, String name) {
    return mint.serverLeaf(issuer, ServerNames.of(List.of(name)), KeyAlgorithm.ECDSA);
  }

  private void refuses(Instant now, Reason reason, String message) {
    assertThatThrownBy(() -> read(now))
        .isInstanceOf(UnusableSecret.class)
        .hasMessageContaining(message)
        .matches(e -> ((UnusableSecret) e).reason() == reason);
  }

  private BroughtTls read(Instant now) throws UnusableSecret {
    return BroughtTls.read(blueprint(), "brought", Map.of("brought", secret()), now);
  }

  private Secret secret() {
    return new SecretBuilder()
        .withNewMetadata()
        .withName("brought")
        .endMetadata()
        .withData(Secrets.encode(content))
        .build();
  }

  private static byte[] traditional(CertifiedKey key, String name) throws Exception {
    String pkcs8 =
        new String(key.privateKeyPem(), StandardCharsets.US_ASCII)
            .replaceAll("-----[A-Z ]+-----|\\s", "");
    ASN1Encodable inner =
        PrivateKeyInfo.getInstance(Base64.getDecoder().decode(pkcs8)).parsePrivateKey();
    ASN1Encodable written =
        name.equals("RSA")
            ? inner
            : new ECPrivateKey(
                256, ECPrivateKey.getInstance(inner).getKey(), SECObjectIdentifiers.secp256r1);
    byte[] der = written.toASN1Primitive().getEncoded();
    return ("-----BEGIN %1$s PRIVATE KEY-----%n%2$s%n-----END %1$s PRIVATE KEY-----%n"
            .formatted(name, Base64.getMimeEncoder().encodeToString(der)))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private Blueprint blueprint() {
    RestProducer producer = new RestProducer();
    producer.setMetadata(new ObjectMetaBuilder().withNamespace("shop").withName("gateway").build());
    producer.setSpec(spec);
    spec.expose.type = Exposure.Type.NODE_PORT;
    spec.expose.api.host = "a.example.com";
    return new Blueprint(producer, "image", "");
  }
}
