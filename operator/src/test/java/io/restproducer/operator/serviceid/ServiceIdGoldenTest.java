package io.restproducer.operator.serviceid;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.restproducer.contract.ApiKey;
import io.restproducer.crds.ClientCertificate;
import io.restproducer.crds.ServiceId;
import io.restproducer.operator.GoldenFolders;
import io.restproducer.operator.keytable.Access;
import io.restproducer.operator.keytable.CertificateSecrets;
import io.restproducer.operator.keytable.KeyFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ServiceIdGoldenTest {
  @TestFactory
  Stream<DynamicTest> secretsFollowFromSpecKeyAndAccess() {
    return GoldenFolders.of(ServiceId.class, ServiceIdGoldenTest::secrets);
  }

  private static List<HasMetadata> secrets(ServiceId serviceId) {
    ApiKey key = ApiKey.mint(new Random(1));
    Access access = new Access("https://gateway.example.com:8443", "certificate");
    KeyFacts facts =
        new KeyFacts(key.id(), Instant.parse("2026-01-01T00:00:00Z"), Optional.empty(), 0);
    KeyFacts published = facts.published(Instant.parse("2026-01-01T00:00:02.123Z"));
    return Stream.concat(
            Stream.<HasMetadata>of(
                KeySecret.next(serviceId, key, facts),
                KeySecret.published(serviceId, key, published, access)),
            Stream.ofNullable(serviceId.getSpec().clientCertificates)
                .flatMap(List::stream)
                .flatMap(certificate -> secrets(serviceId, certificate)))
        .toList();
  }

  private static Stream<HasMetadata> secrets(ServiceId serviceId, ClientCertificate certificate) {
    CertificateSecret names = new CertificateSecret(serviceId, certificate.name);
    Map<String, byte[]> content = Map.of(CertificateSecrets.CHAIN, new byte[] {1, 2, 3});
    return Stream.of(
        names.next(content, true),
        names.published(content, false, Map.of(CertificateSecret.STORES, "digest")));
  }
}
