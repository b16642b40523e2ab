package io.restproducer.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.contract.RuntimeConfiguration.ServerTls;
import io.restproducer.contract.SealedKey;
import java.security.Security;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsPolicyTest {
  @Test
  void offersForwardSecrecyAndAuthenticatedEncryptionByDefault() {
    TlsPolicy policy = new TlsPolicy(ServerTls.STANDARD);

    assertThat(TlsPolicy.problems(ServerTls.STANDARD)).isEmpty();
    assertThat(policy.protocols()).containsExactly("TLSv1.3", "TLSv1.2");
    assertThat(policy.suites())
        .hasSize(9)
        .allMatch(suite -> suite.contains("_GCM_") || suite.contains("_CHACHA20_"))
        .allMatch(suite -> suite.startsWith("TLS_ECDHE_") || !suite.contains("_WITH_"));
    assertThat(policy.apiKeyExtensions()).containsExactly(SealedKey.EXTENSION);
  }

  @Test
  void doesAsTheSettingsSay() {
    ServerTls wanted =
        new ServerTls(
            "TLSv1.3",
            List.of("TLS_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_128_CBC_SHA"),
            List.of("2.5.29.99"));
    TlsPolicy policy = new TlsPolicy(wanted);

    assertThat(TlsPolicy.problems(wanted)).isEmpty();
    assertThat(policy.protocols()).containsExactly("TLSv1.3");
    assertThat(policy.suites()).isEqualTo(wanted.cipherSuites());
    assertThat(policy.apiKeyExtensions()).containsExactly("2.5.29.99");
  }

  @Test
  void namesAllProblemsWithWhatToWriteInstead() {
    assertThat(
            TlsPolicy.problems(
                new ServerTls("TLSv1.1", List.of("AES128-SHA", "TLS_NULL"), List.of("1.2.03"))))
        .hasSize(4)
        .anyMatch(p -> p.equals("serverTls.minVersion must be TLSv1.2 or TLSv1.3, not TLSv1.1"))
        .anyMatch(p -> p.contains("TLS_AES_256_GCM_SHA384") && p.endsWith("not AES128-SHA"))
        .anyMatch(p -> p.endsWith("not TLS_NULL"))
        .anyMatch(p -> p.contains(SealedKey.EXTENSION) && p.endsWith("not 1.2.03"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "3.1", "1.2.", "1..2", "1.2.2147483648", "1.2.-3", "a.b"})
  void refusesWhatIsNoObjectIdentifierThatEveryClientReads(String extension) {
    assertThat(TlsPolicy.problems(new ServerTls("TLSv1.2", List.of(), List.of(extension))))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2.0", "1.2.2147483647", "2.25.1999999999", "1.3.6.1.4.1.32473.1.1"})
  void takesObjectIdentifiers(String extension) {
    assertThat(TlsPolicy.problems(new ServerTls("TLSv1.2", List.of(), List.of(extension))))
        .isEmpty();
  }

  @Test
  void takesOffTheListOfDisabledAlgorithmsOnlyWhatIsAskedFor() {
    String disabled =
        "SSLv3, 3DES_EDE_CBC, anon, TLS_RSA_*, rsa_pkcs1_sha1 usage HandshakeSignature";

    assertThat(DisabledAlgorithms.without(disabled, List.of("TLS_AES_128_GCM_SHA256")))
        .isEqualTo(disabled);
    String relaxed =
        DisabledAlgorithms.without(disabled, List.of("TLS_RSA_WITH_AES_128_GCM_SHA256"));
    assertThat(relaxed.split(", "))
        .contains("SSLv3", "3DES_EDE_CBC", "anon", "rsa_pkcs1_sha1 usage HandshakeSignature")
        .contains("TLS_RSA_WITH_AES_256_CBC_SHA", "TLS_RSA_WITH_AES_128_CBC_SHA256")
        .doesNotContain("TLS_RSA_*", "TLS_RSA_WITH_AES_128_GCM_SHA256")
        .hasSize(4 + 5);
    assertThat(
            DisabledAlgorithms.without(
                "anon, TLS_RSA_WITH_AES_128_CBC_SHA", List.of("TLS_RSA_WITH_AES_128_CBC_SHA")))
        .isEqualTo("anon");
  }

  @Test
  void permitsThisProcessNoOlderSuiteThatNobodyAskedFor() {
    String property = "jdk.tls.disabledAlgorithms";
    String before = Security.getProperty(property);
    try {
      Security.setProperty(property, "SSLv3, TLS_RSA_*");
      new TlsPolicy(ServerTls.STANDARD).permitOlderSuites();
      assertThat(Security.getProperty(property)).isEqualTo("SSLv3, TLS_RSA_*");

      String asked = "TLS_RSA_WITH_AES_128_GCM_SHA256";
      new TlsPolicy(new ServerTls("TLSv1.2", List.of(asked), List.of())).permitOlderSuites();
      assertThat(Security.getProperty(property).split(", "))
          .contains("SSLv3", "TLS_RSA_WITH_AES_256_GCM_SHA384")
          .doesNotContain(asked, "TLS_RSA_*");
    } finally {
      Security.setProperty(property, before);
    }
  }
}
