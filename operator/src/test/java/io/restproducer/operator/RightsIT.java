package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restproducer.crds.Logging;
import io.restproducer.dev.kubernetes.OnRealApiServer;
import io.restproducer.dev.kubernetes.rights.AuditedRequest;
import io.restproducer.dev.kubernetes.rights.Right;
import io.restproducer.dev.kubernetes.rights.RightsComparison;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The API server's own audit log of a life in one namespace, against the rules that are shipped.
 */
@OnRealApiServer
class RightsIT {
  /**
   * Two that the server asks for with another request, where it enforces that; one on a conflict.
   */
  private static final Set<Right> UNSEEN =
      Set.of(
          new Right("restproducer.io", "restproducers/finalizers", "update"),
          new Right("restproducer.io", "serviceids/finalizers", "update"),
          new Right("restproducer.io", "serviceids", "get"));

  /** Done last of a rollout: the configuration of pods that are gone. */
  private static final Right LEFTOVER = new Right("", "configmaps", "delete");

  @Test
  void everyRequestIsGrantedAndEveryRuleIsUsed() throws Exception {
    try (Scene scene = Scene.start()) {
      scene.createGateway();
      scene.createCheckout();
      scene.awaitReady("gateway");
      scene.awaitServiceIdReady("checkout");
      scene.change(spec -> spec.maxKeySize = 2_000);
      scene.awaitReady("gateway");
      scene.change(spec -> spec.replicas = 1);
      scene.awaitReady("gateway");
      scene.change(spec -> spec.logging.level = Logging.Level.DEBUG);
      scene.awaitReady("gateway");
      await().atMost(Scene.LIMIT).until(() -> used(scene).contains(LEFTOVER));
      scene.admin().resource(scene.serviceId("checkout")).delete();
      scene.awaitGone("checkout");

      List<AuditedRequest> requests = TestCluster.shared().requests(scene.namespace());
      assertThat(
              RightsComparison.of(ShippedRights.roleOfAWatchedNamespace(), UNSEEN, requests)
                  .problems())
          .isEmpty();
    }
  }

  private static List<Right> used(Scene scene) throws IOException {
    return TestCluster.shared().requests(scene.namespace()).stream()
        .map(AuditedRequest::right)
        .toList();
  }
}
