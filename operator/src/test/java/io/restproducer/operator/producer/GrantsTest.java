package io.restproducer.operator.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.restproducer.contract.TopicPattern;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.ServiceId;
import io.restproducer.operator.keytable.Grant;
import io.restproducer.operator.permission.NamespaceLabels;
import io.restproducer.operator.permission.Permission;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrantsTest {
  private static final RestProducer GATEWAY =
      Serialization.unmarshal(
          """
          metadata: {namespace: gateways, name: gateway}
          spec:
            allowedServiceIds:
              - from: Same
              - {from: All, topicPatterns: ["${namespace}.*", orders]}
          """,
          RestProducer.class);

  @Test
  void nothingOutsideTheCeilingIsGranted() {
    assertThat(topics(serviceId("shop", "[orders, 'shop.*', shop.a, payments, '*']")))
        .containsExactly("orders", "shop.*", "shop.a");
    assertThat(topics(serviceId("shop", "['shop*']"))).isEmpty();
    assertThat(topics(serviceId("gateways", "['*']"))).containsExactly("*");
  }

  @Test
  void whoIsNotLetInHasNoGrant() {
    RestProducer closed =
        Serialization.unmarshal(
            "metadata: {namespace: gateways, name: gateway}\nspec: {}", RestProducer.class);
    assertThat(grants(closed, serviceId("shop", "[orders]"))).isEmpty();
  }

  private static List<String> topics(ServiceId serviceId) {
    return grants(GATEWAY, serviceId).get(0).topics().stream().map(TopicPattern::text).toList();
  }

  private static List<Grant> grants(RestProducer producer, ServiceId serviceId) {
    return Grants.of(
        Permission.of(producer, NamespaceLabels.UNWATCHED), List.of(serviceId), List.of());
  }

  private static ServiceId serviceId(String namespace, String topics) {
    return Serialization.unmarshal(
        """
        metadata: {namespace: %s, name: checkout, uid: uid-1}
        spec: {restProducerRef: {name: gateway, namespace: gateways}, topics: %s}
        """
            .formatted(namespace, topics),
        ServiceId.class);
  }
}
