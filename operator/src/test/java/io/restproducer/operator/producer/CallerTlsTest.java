package io.restproducer.operator.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.contract.RuntimeConfiguration;
import io.restproducer.crds.CipherSuite;
import io.restproducer.crds.ProducerTls;
import io.restproducer.operator.reconcile.Finding;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class CallerTlsTest {
  private final ProducerTls tls = new ProducerTls();
  private final CallerTls callers = new CallerTls(tls);

  @Test
  void byDefaultPodsAreToldNothing() {
    assertThat(callers.configuration()).isEmpty();
    assertThat(callers.weakness()).isEmpty();
    assertThat(callers.broken()).isEmpty();
  }

  @Test
  void podsAreToldTheVersionAndTheSuitesInOrder() {
    tls.minVersion = ProducerTls.Version.TLS_1_3;
    tls.cipherSuites =
        List.of(CipherSuite.TLS_AES_256_GCM_SHA384, CipherSuite.TLS_AES_128_GCM_SHA256);
    assertThat(callers.configuration())
        .contains(
            new RuntimeConfiguration.ServerTls(
                "TLSv1.3", List.of("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"), List.of()));
  }

  @Test
  void suitesWithoutForwardSecrecyOrAuthenticatedEncryptionAreNamed() {
    tls.cipherSuites =
        List.of(
            CipherSuite.TLS_AES_256_GCM_SHA384,
            CipherSuite.TLS_RSA_WITH_AES_256_GCM_SHA384,
            CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA);
    Finding weak = callers.weakness().orElseThrow();
    assertThat(weak.isTrue()).isTrue();
    assertThat(weak.message())
        .endsWith("TLS_RSA_WITH_AES_256_GCM_SHA384, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA");
  }

  @Test
  void onlySuitesOfForwardSecrecyAndAuthenticatedEncryptionAreStrong() {
    for (CipherSuite suite : CipherSuite.values()) {
      boolean authenticated =
          suite.name().contains("_GCM_") || suite.name().contains("_CHACHA20_POLY1305_");
      boolean forward = suite.isOfTls13() || suite.name().contains("DHE_");
      assertThat(suite.isWeak()).as(suite.name()).isEqualTo(!(authenticated && forward));
    }
  }

  @Test
  void thePlatformKnowsEverySuite() throws Exception {
    List<String> known =
        Arrays.asList(SSLContext.getDefault().getServerSocketFactory().getSupportedCipherSuites());
    assertThat(known).isNotEmpty();
    for (CipherSuite suite : CipherSuite.values()) {
      assertThat(known).contains(suite.name());
    }
  }

  @Test
  void suitesThatNobodyCanNegotiateAreRefused() {
    tls.cipherSuites = List.of(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256);
    assertThat(callers.broken().orElseThrow().message())
        .contains("none of the 1 suites", "1.2", "RSA key");
    tls.keyAlgorithm = ProducerTls.KeyAlgorithm.ECDSA;
    assertThat(callers.broken()).isEmpty();
    tls.minVersion = ProducerTls.Version.TLS_1_3;
    assertThat(callers.broken()).isPresent();
  }

  @Test
  void aNameThatIsNoneIsRefused() {
    tls.dnsNames = List.of("a b");
    assertThat(callers.broken().orElseThrow().message()).contains("tls.dnsNames", "a b");
  }
}
