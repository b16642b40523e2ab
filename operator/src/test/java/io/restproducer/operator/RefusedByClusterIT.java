package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.fabric8.kubernetes.api.model.Condition;
import io.restproducer.dev.kubernetes.OnRealApiServer;
import io.restproducer.operator.reconcile.ConditionType;
import io.restproducer.operator.reconcile.Conditions;
import org.junit.jupiter.api.Test;

/** What the CRD lets pass and only the API server knows to be wrong. */
@OnRealApiServer
class RefusedByClusterIT {
  @Test
  void aNodePortOutOfRangeIsAConditionAndItsNextEditMendsIt() throws Exception {
    try (Scene scene = Scene.start()) {
      scene.createGateway();
      scene.createCheckout();
      scene.awaitReady("gateway");
      scene.awaitServiceIdReady("checkout");
      Integer right = scene.gateway().getSpec().expose.api.nodePort;
      try (CapturedLog log = CapturedLog.from(Level.WARN)) {
        scene.change(spec -> spec.expose.api.nodePort = 80);
        scene.awaitProducer(
            gateway ->
                Scene.has(
                    "RefusedByCluster", gateway.getStatus().conditions, ConditionType.ACCEPTED));
        Condition stalled =
            Conditions.find(scene.gateway().getStatus().conditions, ConditionType.STALLED)
                .orElseThrow();
        assertThat(stalled.getMessage())
            .startsWith("the cluster does not take Service gateway: ")
            .contains("30000-32767");

        // Keys are obeyed meanwhile.
        scene.changeServiceId("checkout", spec -> spec.suspend = true);
        scene.awaitServiceId(
            "checkout",
            sid -> Scene.has("Suspended", sid.getStatus().conditions, ConditionType.READY));
        assertThat(log.lines()).filteredOn(line -> line.contains(scene.namespace())).isEmpty();
      }
      scene.change(spec -> spec.expose.api.nodePort = right);
      scene.awaitReady("gateway");
    }
  }
}
