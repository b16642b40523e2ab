package io.restproducer.operator.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.restproducer.contract.ApiKey;
import io.restproducer.contract.SealedKey;
import io.restproducer.contract.SealingKey;
import io.restproducer.crds.ServiceId;
import io.restproducer.operator.keytable.CertificateGrant;
import io.restproducer.operator.keytable.CertificateSecrets;
import io.restproducer.operator.keytable.SealedCredential;
import io.restproducer.operator.pki.CertificateMint;
import io.restproducer.operator.pki.CertificateRequest;
import io.restproducer.operator.pki.ClientCertificate;
import io.restproducer.operator.pki.ClientIssuer;
import io.restproducer.operator.pki.ClientKey;
import io.restproducer.operator.pki.KeyAlgorithm;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenedCertificatesTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final CertificateMint MINT = new CertificateMint(InstantSource.fixed(NOW), RANDOM);
  private static final ClientIssuer ISSUER =
      new ClientIssuer(
          MINT.clientsAuthority("gateway", 1, KeyAlgorithm.ECDSA),
          SealingKey.mint(RANDOM),
          MINT,
          RANDOM);

  private final ClientKey pair = ClientKey.mint(KeyAlgorithm.ECDSA, RANDOM);
  private final ApiKey key = ApiKey.mint(RANDOM);
  private final Secret secret = secret("checkout-client-cert-mainframe", "1");
  private final OpenedCertificates opened = new OpenedCertificates();
  private int openings;

  @Test
  void tellsWhatTheTableHasToKnow() {
    SealedCredential found = look("keys").of("mainframe", secret).orElseThrow();
    assertThat(found.credential().id()).isEqualTo(key.id());
    assertThat(found.credential().sha256()).isEqualTo(key.sha256());
    assertThat(found.sealedIn().certificate()).isEqualTo("mainframe");
    assertThat(found.sealedIn().publicKey()).isEqualTo(SealedKey.pin(pair.publicKey()));
    assertThat(found.notAfter()).isEqualTo(NOW.plus(Duration.ofDays(1)));
    assertThat(found.endsFormer()).isFalse();
  }

  @Test
  void opensEachVersionOnceAndAllAnewWithOtherKeys() {
    look("keys").of("mainframe", secret);
    look("keys").of("mainframe", secret);
    assertThat(openings).isEqualTo(1);
    look("keys").of("mainframe", secret("checkout-client-cert-mainframe", "2"));
    assertThat(openings).isEqualTo(2);
    assertThat(look("other keys").of("mainframe", secret("checkout-client-cert-mainframe", "2")))
        .isPresent();
    assertThat(openings).isEqualTo(3);
  }

  @Test
  void forgetsWhatIsNoLongerAskedFor() {
    look("keys").of("mainframe", secret);
    look("keys");
    look("keys").of("mainframe", secret);
    assertThat(openings).isEqualTo(2);
  }

  @Test
  void onlySecretsOfWantedNamesCount() {
    ServiceId checkout =
        Serialization.unmarshal(
            """
            metadata: {namespace: shop, name: checkout}
            spec:
              clientCertificates:
                - {name: mainframe, apiKeyId: 0123456789ab}
                - {name: other}
            """,
            ServiceId.class);
    CertificateGrant grant =
        CertificateGrants.of(
            checkout,
            Map.of(
                "checkout-client-cert-mainframe-next",
                secret("checkout-client-cert-mainframe-next", "3"),
                "checkout-client-cert-gone",
                secret("checkout-client-cert-gone", "4")),
            look("keys"));
    assertThat(grant.wanted())
        .isEqualTo(
            Map.of("mainframe", Optional.of("0123456789ab"), "other", Optional.<String>empty()));
    assertThat(grant.held())
        .extracting(held -> held.sealedIn().certificate())
        .containsExactly("mainframe");
  }

  /** It is published before what waits is deleted, and the process may die between the two. */
  @Test
  void whatIsInBothSecretsIsPublished() {
    String name = "checkout-client-cert-mainframe";
    Secret waiting = secret(name + "-next", "3");
    ServiceId checkout =
        Serialization.unmarshal(
            """
            metadata: {namespace: shop, name: checkout}
            spec: {clientCertificates: [{name: mainframe}]}
            """,
            ServiceId.class);
    assertThat(held(checkout, Map.of(name + "-next", waiting))).containsExactly(true);
    assertThat(held(checkout, Map.of(name, secret, name + "-next", waiting)))
        .containsExactly(false, true);
  }

  private List<Boolean> held(ServiceId checkout, Map<String, Secret> own) {
    return CertificateGrants.of(checkout, own, look("keys")).held().stream()
        .map(held -> held.sealedIn().waiting())
        .toList();
  }

  private OpenedCertificates.Look look(String keys) {
    return opened.with(
        keys,
        leaf -> {
          openings++;
          return ISSUER.open(leaf);
        });
  }

  private Secret secret(String name, String version) {
    X509Certificate leaf =
        ISSUER.certify(
            CertificateRequest.of("checkout", List.of(), pair.publicKey()),
            key,
            Duration.ofDays(1));
    byte[] chain = ClientCertificate.of(leaf).chainPem(ISSUER.authority());
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace("shop")
        .withName(name)
        .withUid(name)
        .withResourceVersion(version)
        .endMetadata()
        .withData(Map.of(CertificateSecrets.CHAIN, Base64.getEncoder().encodeToString(chain)))
        .build();
  }
}
