package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.restproducer.crds.RestProducer;
import io.restproducer.operator.GoldenFolders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class RestProducerGoldenTest {
  private static final byte[] AUTHORITY = "certificate".getBytes(StandardCharsets.US_ASCII);

  @TestFactory
  Stream<DynamicTest> childrenFollowFromTheSpecAlone() {
    return GoldenFolders.of(RestProducer.class, RestProducerGoldenTest::children);
  }

  private static List<HasMetadata> children(RestProducer producer) {
    Blueprint blueprint = new Blueprint(producer, "example/runtime:1", "dmVyaWZpZXI=");
    ConfigMap configuration = RuntimeConfigMap.build(blueprint);
    List<HasMetadata> children = new ArrayList<>();
    children.add(AuthorityBundle.secret(blueprint, AUTHORITY));
    children.add(AuthorityBundle.configMap(blueprint, AUTHORITY));
    children.add(configuration);
    children.add(RuntimeService.build(blueprint));
    children.add(RuntimeDeployment.build(blueprint, configuration.getMetadata().getName()));
    if (RuntimeDisruptionBudget.isWanted(blueprint)) {
      children.add(RuntimeDisruptionBudget.build(blueprint));
    }
    return children;
  }
}
