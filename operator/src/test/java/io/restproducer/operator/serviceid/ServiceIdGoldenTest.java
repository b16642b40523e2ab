package io.restproducer.operator.serviceid;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.restproducer.contract.ApiKey;
import io.restproducer.crds.ServiceId;
import io.restproducer.operator.GoldenFolders;
import io.restproducer.operator.keytable.Access;
import java.util.List;
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
    return List.of(KeySecret.next(serviceId, key), KeySecret.published(serviceId, key, access));
  }
}
