package io.restproducer.operator.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.restproducer.crds.AllowedServiceIds;
import io.restproducer.crds.CipherSuite;
import io.restproducer.crds.Exposure;
import io.restproducer.crds.KafkaAuthentication;
import io.restproducer.crds.KafkaConnection;
import io.restproducer.crds.KafkaTls;
import io.restproducer.crds.NamespaceSelector;
import io.restproducer.crds.ProducerTls;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.RestProducerSpec;
import io.restproducer.crds.TrustedCertificates;
import io.restproducer.operator.permission.NamespaceLabels;
import io.restproducer.operator.reconcile.Finding;
import io.restproducer.operator.reconcile.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
  private static final String LONG_LABEL =
      "abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz-0123456789";

  private final RestProducerSpec spec = new RestProducerSpec();

  RulesTest() {
    spec.kafka = new KafkaConnection();
    spec.kafka.bootstrapServers = "kafka:9092";
  }

  @Test
  void aSpecOfDefaultsBreaksNone() {
    assertThat(Rules.broken(spec)).isEmpty();
  }

  @Test
  void aMessageTakesAtMostASixteenthOfTheMemoryAndBothNumbersAreNamed() {
    spec.maxMessageSize = 33_554_433;
    Finding finding = Rules.broken(spec).orElseThrow();
    assertThat(finding.reason()).isEqualTo(Reason.MEMORY_LIMIT_TOO_SMALL);
    assertThat(finding.message()).contains("33554433", "536870928", "536870912");
    spec.maxMessageSize = 33_554_432;
    assertThat(Rules.broken(spec)).isEmpty();
  }

  @Test
  void anOptionOutsideTheListIsNamed() {
    spec.kafka.producer = Map.of("enable.idempotence", new IntOrString("false"));
    assertThat(Rules.broken(spec).orElseThrow().message()).contains("enable.idempotence");
  }

  @Test
  void acksZeroIsRefused() {
    spec.kafka.producer = Map.of("acks", new IntOrString(0));
    assertThat(Rules.broken(spec).orElseThrow().reason()).isEqualTo(Reason.OPTION_NOT_ALLOWED);
  }

  @Test
  void oneWayToAuthenticateIsChosenAndACertificateNeedsTls() {
    spec.kafka.authentication = new KafkaAuthentication();
    assertThat(Rules.broken(spec).orElseThrow().message()).contains("write exactly one of");
    spec.kafka.authentication.tls = new KafkaAuthentication.ClientCertificate();
    assertThat(Rules.broken(spec).orElseThrow().message()).contains("write kafka.tls, too");
    spec.kafka.tls = new KafkaTls();
    assertThat(Rules.broken(spec)).isEmpty();
    spec.kafka.authentication.plain = new KafkaAuthentication.Account();
    assertThat(Rules.broken(spec).orElseThrow().message()).contains("write exactly one of");
  }

  @Test
  void trustedCertificatesAreOneKeyOrAPattern() {
    spec.kafka.tls = new KafkaTls();
    TrustedCertificates trusted = new TrustedCertificates();
    spec.kafka.tls.trustedCertificates = List.of(trusted);
    assertThat(Rules.broken(spec).orElseThrow().message()).contains("certificate and pattern");
    trusted.pattern = "*.crt";
    assertThat(Rules.broken(spec)).isEmpty();
  }

  @Test
  void aNodePortNeedsAHost() {
    spec.expose.type = Exposure.Type.NODE_PORT;
    assertThat(Rules.broken(spec).orElseThrow().reason()).isEqualTo(Reason.HOST_MISSING);
  }

  @Test
  void theTwoPortsOfTheServiceDiffer() {
    spec.expose.api.port = 9443;
    assertThat(Rules.broken(spec).orElseThrow().message())
        .contains("expose.clientAuth.port", "9443");
    spec.expose.clientAuth.enabled = false;
    assertThat(Rules.broken(spec)).isEmpty();
  }

  @Test
  void suitesThatNoPodCouldUseAreRefused() {
    spec.tls.cipherSuites = List.of(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256);
    Finding finding = Rules.broken(spec).orElseThrow();
    assertThat(finding.reason()).isEqualTo(Reason.OPTION_NOT_ALLOWED);
    assertThat(finding.message()).contains("tls.cipherSuites", "RSA key");
    spec.tls.cipherSuites =
        List.of(
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256);
    assertThat(Rules.broken(spec)).isEmpty();
    spec.tls.keyAlgorithm = ProducerTls.KeyAlgorithm.ECDSA;
    assertThat(Rules.broken(spec)).isEmpty();
    spec.tls.minVersion = ProducerTls.Version.TLS_1_3;
    assertThat(Rules.broken(spec).orElseThrow().message()).contains("tls.minVersion 1.3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders..example.com", "a-.example.com", LONG_LABEL + ".example.com"})
  void aHostThatNoCertificateCanBeForIsRefused(String host) {
    spec.expose.api.host = host;
    Finding finding = Rules.broken(spec).orElseThrow();
    assertThat(finding.reason()).isEqualTo(Reason.OPTION_NOT_ALLOWED);
    assertThat(finding.message()).contains("expose.api.host", host);
    spec.expose.api.host = "orders.example.com";
    spec.expose.clientAuth.host = host;
    assertThat(Rules.broken(spec).orElseThrow().message()).contains("expose.clientAuth.host", host);
    spec.expose.clientAuth.enabled = false;
    assertThat(Rules.broken(spec)).isEmpty();
    spec.tls.dnsNames = List.of(host);
    assertThat(Rules.broken(spec).orElseThrow().message()).contains("tls.dnsNames", host);
  }

  @Test
  void aSelectorIsInForceOnlyWhereNamespacesAreWatched() {
    RestProducer producer = new RestProducer();
    producer.setSpec(spec);
    assertThat(Rules.unresolved(producer, NamespaceLabels.UNWATCHED)).isEmpty();
    AllowedServiceIds rule = new AllowedServiceIds();
    rule.from = AllowedServiceIds.From.SELECTOR;
    rule.selector = new NamespaceSelector();
    rule.selector.matchLabels = Map.of("team", "shop");
    spec.allowedServiceIds = List.of(rule);
    assertThat(Rules.unresolved(producer, namespace -> Optional.empty())).isEmpty();
    assertThat(Rules.unresolved(producer, NamespaceLabels.UNWATCHED).orElseThrow().reason())
        .isEqualTo(Reason.NAMESPACES_NOT_WATCHED);
  }

  @Test
  void theGracePeriodLeavesTimeForTheProducersOwn() {
    spec.kafka.producer = Map.of("delivery.timeout.ms", new IntOrString(30_000));
    Drain drain = Drain.of(spec);
    assertThat(drain.gracePeriod()).isGreaterThan(drain.sleep() + drain.window() + 30);
  }
}
