package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.crds.ClientCertificate;
import io.restproducer.crds.ServiceId;
import io.restproducer.operator.reconcile.ConditionType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Client certificates of many ServiceIds at once, ten each; with {@code
 * -Dcertificates.service-ids=100} a thousand.
 */
class ManyClientCertificatesIT {
  private static final Logger LOG = LoggerFactory.getLogger(ManyClientCertificatesIT.class);
  private static final int SERVICE_IDS = Integer.getInteger("certificates.service-ids", 20);
  private static final int EACH = 10;

  @Test
  void areIssuedAtATimeAndOnceEach() throws Exception {
    try (Scene scene = Scene.start()) {
      scene.createGateway();
      for (int i = 0; i < SERVICE_IDS; i++) {
        scene.createServiceId("sid-" + i, "gateway");
      }
      scene.awaitReady("gateway");
      await().atMost(Duration.ofMinutes(3)).until(() -> areReady(scene));
      List<ClientCertificate> wanted =
          IntStream.range(0, EACH).mapToObj(n -> Csr.of("CN=c" + n).named("c" + n)).toList();

      long start = System.nanoTime();
      for (int i = 0; i < SERVICE_IDS; i++) {
        scene.changeServiceId("sid-" + i, spec -> spec.clientCertificates = wanted);
      }
      await()
          .atMost(Duration.ofMinutes(5))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> areReady(scene));
      double seconds = (System.nanoTime() - start) / 1e9;
      LOG.atInfo()
          .addKeyValue("certificates", SERVICE_IDS * EACH)
          .addKeyValue("perSecond", Math.round(SERVICE_IDS * EACH / seconds))
          .log("client certificates issued");

      Set<String> keys =
          serviceIds(scene).stream()
              .flatMap(sid -> sid.getStatus().clientCertificates.stream())
              .map(shown -> shown.keyId)
              .collect(Collectors.toSet());
      assertThat(keys).hasSize(SERVICE_IDS * EACH);
      assertThat(scene.kubelet().runtimes().get(0).table().entries())
          .as("nothing was issued twice")
          .hasSize(SERVICE_IDS * (1 + EACH));
      assertThat(secrets(scene)).noneMatch(name -> name.endsWith("-next"));
    }
  }

  private static boolean areReady(Scene scene) {
    return serviceIds(scene).stream()
        .allMatch(
            sid ->
                sid.getStatus() != null
                    && sid.getMetadata().getGeneration().equals(sid.getStatus().observedGeneration)
                    && Scene.is("True", sid.getStatus().conditions, ConditionType.READY));
  }

  private static List<ServiceId> serviceIds(Scene scene) {
    return scene
        .admin()
        .resources(ServiceId.class)
        .inNamespace(scene.namespace())
        .list()
        .getItems();
  }

  private static List<String> secrets(Scene scene) {
    return scene.admin().secrets().inNamespace(scene.namespace()).list().getItems().stream()
        .map((Secret secret) -> secret.getMetadata().getName())
        .toList();
  }
}
