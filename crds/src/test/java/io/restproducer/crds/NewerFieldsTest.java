package io.restproducer.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

/** An operator lives with resources of a newer release while it is replaced, or put back. */
class NewerFieldsTest {
  @Test
  void aRestProducerOfANewerReleaseIsRead() {
    RestProducer read =
        Serialization.unmarshal(
            """
            spec:
              newer: 1
              replicas: 3
              kafka: {bootstrapServers: 'kafka:9092', newer: 1}
              expose: {newer: 1, api: {newer: 1}}
              logging: {newer: 1}
              topics: [{name: orders, newer: 1}]
              allowedServiceIds: [{from: Selector, newer: 1, selector: {newer: 1}}]
            status:
              newer: 1
              authorities: [{name: a, newer: 1}]
              keyTable: {revision: 4, newer: 1}
            """,
            RestProducer.class);
    assertThat(read.getSpec().replicas).isEqualTo(3);
    assertThat(read.getStatus().keyTable.revision).isEqualTo(4);
  }

  @Test
  void aServiceIdOfANewerReleaseIsRead() {
    ServiceId read =
        Serialization.unmarshal(
            """
            spec:
              newer: 1
              restProducerRef: {name: gateway, newer: 1}
              apiKey: {newer: 1}
              quota: {maxInFlight: 2, newer: 1}
              clientCertificates: [{name: mainframe, newer: 1}]
            status:
              newer: 1
              apiKeys: [{id: a, newer: 1}]
              clientCertificates: [{name: mainframe, newer: 1}]
            """,
            ServiceId.class);
    assertThat(read.getSpec().restProducerRef.name).isEqualTo("gateway");
    assertThat(read.getSpec().quota.maxInFlight).isEqualTo(2);
    assertThat(read.getSpec().clientCertificates).hasSize(1);
    assertThat(read.getStatus().apiKeys).hasSize(1);
    assertThat(read.getStatus().clientCertificates).hasSize(1);
  }
}
