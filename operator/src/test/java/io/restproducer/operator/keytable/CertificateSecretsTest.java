package io.restproducer.operator.keytable;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CertificateSecretsTest {
  private static final String LONG = "a-name-of-forty-characters-which-is-okay";

  @Test
  void namesAreCutTo63CharactersAndStayDistinct() {
    assertThat(CertificateSecrets.published("checkout", "mainframe"))
        .isEqualTo("checkout-client-cert-mainframe");
    assertThat(CertificateSecrets.next("checkout", "mainframe"))
        .isEqualTo("checkout-client-cert-mainframe-next");
    assertThat(CertificateSecrets.published(LONG, LONG))
        .hasSize(63)
        .startsWith(LONG + "-client-cert-")
        .isNotEqualTo(CertificateSecrets.next(LONG, LONG))
        .isNotEqualTo(CertificateSecrets.published(LONG, LONG.replace("okay", "good")));
  }

  @Test
  void whatIsNoCertificateIsNone() {
    assertThat(
            CertificateSecrets.leaf(
                new SecretBuilder()
                    .withNewMetadata()
                    .endMetadata()
                    .withData(
                        Map.of(
                            CertificateSecrets.CHAIN,
                            Base64.getEncoder().encodeToString("none".getBytes())))
                    .build()))
        .isEmpty();
    assertThat(CertificateSecrets.leaf(new SecretBuilder().withNewMetadata().endMetadata().build()))
        .isEmpty();
  }
}
