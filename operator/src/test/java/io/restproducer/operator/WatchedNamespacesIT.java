package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.crds.AllowedServiceIds;
import io.restproducer.crds.NamespaceSelector;
import io.restproducer.operator.reconcile.ConditionType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An operator that watches some namespaces and may have no right to look at any. */
class WatchedNamespacesIT {
  private Scene scene;

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void aSelectorByNameWorksAnyOtherIsAConditionAndNoNamespaceIsLookedAt() throws Exception {
    String other = TestCluster.shared().freshNamespace();
    scene = Scene.startWatchingAlso(other);
    Shop shop = new Shop(scene.admin(), scene.namespace(), other);
    AllowedServiceIds named = new AllowedServiceIds();
    named.from = AllowedServiceIds.From.SELECTOR;
    named.selector = new NamespaceSelector();
    named.selector.matchLabels = Map.of("kubernetes.io/metadata.name", other);
    named.topicPatterns = List.of("orders");
    AllowedServiceIds selecting = new AllowedServiceIds();
    selecting.from = AllowedServiceIds.From.SELECTOR;
    selecting.selector = new NamespaceSelector();
    selecting.selector.matchLabels = Map.of("team", "shop");
    selecting.topicPatterns = List.of("payments");

    scene.createGateway(spec -> spec.allowedServiceIds = List.of(named, selecting));
    scene.awaitReady("gateway");
    scene.awaitProducer(
        gateway ->
            Scene.has(
                    "NamespacesNotWatched",
                    gateway.getStatus().conditions,
                    ConditionType.RULES_RESOLVED)
                && Scene.is("True", gateway.getStatus().conditions, ConditionType.STALLED));
    shop.create("orders");
    shop.awaitReady();
    assertThat(scene.wire().reads()).isNotEmpty().doesNotContain("/api/v1/namespaces");

    scene.letIn(named);
    scene.awaitProducer(
        gateway ->
            gateway.getStatus().conditions.stream()
                .noneMatch(c -> List.of("RulesResolved", "Stalled").contains(c.getType())));
  }
}
