package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.OperatorException;
import io.restproducer.contract.ApiKey;
import io.restproducer.dev.kubernetes.OnRealApiServer;
import io.restproducer.operator.keytable.KeySecrets;
import io.restproducer.operator.pki.Lifetimes;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An operator with the rights of the overlay namespaced: a Role in its namespace, nothing else. */
@OnRealApiServer
class NamespacedInstallIT {
  @Test
  void worksWithoutAnyRightInTheCluster() throws Exception {
    try (Scene scene = Scene.namespaced()) {
      scene.startOperator();
      scene.createGateway();
      scene.createCheckout();
      scene.awaitReady("gateway");
      scene.awaitServiceIdReady("checkout");
      scene.change(spec -> spec.maxKeySize = 2_000);
      scene.awaitReady("gateway");
      ApiKey key = KeySecrets.key(scene.secret("checkout-api-key")).orElseThrow();
      assertThat(scene.kubelet().runtimes()).allMatch(pod -> pod.knows(key.id()));

      scene.admin().resource(scene.serviceId("checkout")).delete();
      scene.awaitGone("checkout");
      assertThat(scene.kubelet().runtimes()).noneMatch(pod -> pod.knows(key.id()));
    }
  }

  @Test
  void doesNotStartWhereItHasNoRights() throws Exception {
    TestCluster cluster = TestCluster.shared();
    KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(cluster.namespacedOperatorConfig(cluster.freshNamespace()))
            .build();
    OperatorConfig elsewhere = TestCluster.settings(Set.of("kube-system"), Optional.empty());
    assertThatThrownBy(
            () ->
                OperatorProcess.start(
                    elsewhere,
                    () -> client,
                    new SecureRandom(),
                    Clock.systemUTC(),
                    Lifetimes.STANDARD,
                    () -> {}))
        .isInstanceOf(OperatorException.class)
        .hasStackTraceContaining("kube-system");
  }
}
