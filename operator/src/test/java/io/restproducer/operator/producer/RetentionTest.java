package io.restproducer.operator.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.restproducer.crds.DeletionPolicy;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.RestProducerSpec;
import io.restproducer.operator.reconcile.Component;
import io.restproducer.operator.reconcile.Ownership;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private static final Map<String, String> LABELS = Component.PRODUCER_RUNTIME.labels("gateway");

  private final Retention retain = new Retention(producer(DeletionPolicy.RETAIN));
  private final Retention delete = new Retention(producer(DeletionPolicy.DELETE));

  @Test
  void takesWhatItsNameAndLabelsSayAndNobodyOwns() {
    assertThat(retain.isOurs(secret("gateway-key-table", LABELS))).isTrue();
    assertThat(retain.isOurs(secret("gateway-server-tls", LABELS)))
        .as("a Secret that does not outlive its RestProducer")
        .isFalse();
  }

  @Test
  void leavesWhatLacksALabelOrHasThoseOfAnother() {
    assertThat(retain.isOurs(secret("gateway-key-table", Map.of()))).isFalse();
    assertThat(
            retain.isOurs(
                secret("gateway-key-table", Component.PRODUCER_RUNTIME.labels("gateway-2"))))
        .isFalse();
  }

  @Test
  void leavesWhatSomebodyElseOwns() {
    OwnerReference other =
        new OwnerReferenceBuilder().withUid("uid-0").withController(true).build();
    OwnerReference helper = new OwnerReferenceBuilder().withUid("uid-0").build();
    assertThat(retain.isOurs(secret("gateway-key-table", LABELS, other))).isFalse();
    assertThat(retain.isOurs(secret("gateway-key-table", LABELS, helper))).isFalse();
  }

  @Test
  void givesAndTakesTheOwnerAsThePolicySays() {
    Secret free = secret("gateway-key-table", LABELS);
    Secret owned = secret("gateway-key-table", LABELS, Ownership.reference(delete.producer()));
    assertThat(retain.corrected(free)).isEmpty();
    assertThat(delete.corrected(owned)).isEmpty();
    assertThat(retain.corrected(owned)).contains(free);
    assertThat(delete.corrected(free)).contains(owned);
  }

  @Test
  void makesThemAsThePolicySays() {
    assertThat(retain.metadata("gateway-key-table").getOwnerReferences()).isEmpty();
    assertThat(delete.metadata("gateway-key-table").getOwnerReferences()).hasSize(1);
  }

  private static RestProducer producer(DeletionPolicy policy) {
    RestProducer producer = new RestProducer();
    producer.setMetadata(
        new ObjectMetaBuilder().withNamespace("shop").withName("gateway").withUid("uid-1").build());
    producer.setSpec(new RestProducerSpec());
    producer.getSpec().deletionPolicy = policy;
    return producer;
  }

  private static Secret secret(String name, Map<String, String> labels, OwnerReference... owners) {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace("shop")
        .withName(name)
        .withLabels(labels)
        .withOwnerReferences(owners)
        .endMetadata()
        .build();
  }
}
