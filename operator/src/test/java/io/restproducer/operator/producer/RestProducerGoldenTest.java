package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.restproducer.contract.EndpointAddresses;
import io.restproducer.crds.RestProducer;
import io.restproducer.operator.GoldenFolders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class RestProducerGoldenTest {
  private static final byte[] AUTHORITY = "certificate".getBytes(StandardCharsets.US_ASCII);

  private static final EndpointAddresses ADDRESSES =
      new EndpointAddresses("https://orders.example.com:31443", Optional.empty());

  @TestFactory
  Stream<DynamicTest> childrenFollowFromTheSpecAlone() {
    return GoldenFolders.of(RestProducer.class, RestProducerGoldenTest::children);
  }

  private static List<HasMetadata> children(RestProducer producer) {
    Blueprint blueprint =
        new Blueprint(producer, "example/runtime:1", "dmVyaWZpZXI=", kafkaFiles(producer));
    ConfigMap configuration = RuntimeConfigMap.build(blueprint);
    List<HasMetadata> children = new ArrayList<>();
    children.add(AuthorityBundle.secret(blueprint, AUTHORITY));
    children.add(AuthorityBundle.configMap(blueprint, AUTHORITY));
    children.add(AuthorityBundle.clientsTrust(blueprint, AUTHORITY));
    children.add(configuration);
    children.add(RuntimeService.build(blueprint));
    if (ConnectPage.isWanted(blueprint)) {
      children.add(ConnectPage.build(blueprint, ADDRESSES, AUTHORITY));
    }
    children.add(RuntimeDeployment.build(blueprint, configuration.getMetadata().getName()));
    if (RuntimeDisruptionBudget.isWanted(blueprint)) {
      children.add(RuntimeDisruptionBudget.build(blueprint));
    }
    return children;
  }

  /** Of Secrets that have more keys than anybody refers to. */
  private static KafkaFiles kafkaFiles(RestProducer producer) {
    Map<String, Secret> present = new HashMap<>();
    for (String name : KafkaSecrets.names(producer.getSpec().kafka)) {
      SecretBuilder secret = new SecretBuilder().withNewMetadata().withName(name).endMetadata();
      for (String key :
          List.of("ca.crt", "ca-2.crt", "ca.p12", "user.crt", "user.key", "password")) {
        secret.addToData(key, "");
      }
      present.put(name, secret.build());
    }
    try {
      return KafkaSecrets.files(producer.getSpec(), present);
    } catch (UnusableSecret e) {
      throw new IllegalStateException(e);
    }
  }
}
