package io.restproducer.operator.producer;

import io.restproducer.contract.RuntimeConfiguration;
import io.restproducer.contract.RuntimeConfiguration.Authentication;
import io.restproducer.contract.RuntimeConfiguration.Mechanism;
import io.restproducer.contract.RuntimeConfiguration.Tls;
import io.restproducer.crds.KafkaAuthentication;
import io.restproducer.crds.KafkaTls;
import io.restproducer.crds.RestProducerSpec;
import java.util.Optional;
import java.util.stream.Stream;

/** The Kafka cluster of a spec as the contract describes it; nothing secret is in it. Pure. */
final class KafkaDescription {
  private KafkaDescription() {}

  static RuntimeConfiguration.Kafka of(RestProducerSpec spec) {
    return new RuntimeConfiguration.Kafka(
        spec.kafka.bootstrapServers,
        Rules.producerOptions(spec),
        Optional.ofNullable(spec.kafka.tls).map(tls -> new Tls(trustsPublicAuthorities(tls))),
        Optional.ofNullable(spec.kafka.authentication).map(KafkaDescription::authentication),
        Optional.ofNullable(spec.kafka.serviceIdHeader));
  }

  static boolean trustsPublicAuthorities(KafkaTls tls) {
    return tls.trustedCertificates == null || tls.trustedCertificates.isEmpty();
  }

  /** The SASL account, if it is one. */
  static Optional<KafkaAuthentication.Account> account(KafkaAuthentication who) {
    return Stream.of(who.scramSha512, who.scramSha256, who.plain)
        .filter(account -> account != null)
        .findFirst();
  }

  private static Authentication authentication(KafkaAuthentication who) {
    return new Authentication(mechanism(who), account(who).map(account -> account.username));
  }

  private static Mechanism mechanism(KafkaAuthentication who) {
    if (who.scramSha512 != null) {
      return Mechanism.SCRAM_SHA_512;
    }
    if (who.scramSha256 != null) {
      return Mechanism.SCRAM_SHA_256;
    }
    return who.plain != null ? Mechanism.PLAIN : Mechanism.TLS;
  }
}
