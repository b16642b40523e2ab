package io.restproducer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.ServiceId;
import io.restproducer.dev.kubernetes.health.ArgoHealth;
import io.restproducer.dev.kubernetes.health.Kstatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.core.ConditionFactory;

/**
 * What {@code kubectl wait}, kstatus and the shipped checks for Argo CD say, against what is true.
 */
@OnCluster
class HealthIT {
  private static final Duration POLL = Duration.ofMillis(50);

  /** So many new connections reach each of two pods. */
  private static final int CONNECTIONS = 16;

  @Full
  void sayReadyOnceTheSpecIsInForceInEveryPod(Stage stage) throws IOException {
    Gateway gateway = stage.ready();
    assertThat(argo(gateway.producer()).status()).isEqualTo("Healthy");
    assertThat(kstatus(gateway.producer())).isEqualTo(Kstatus.CURRENT);
    assertThat(argo(gateway.serviceId()).status()).isEqualTo("Healthy");
    assertThat(kstatus(gateway.serviceId())).isEqualTo(Kstatus.CURRENT);

    change(gateway, 80_000);
    stage.kubectl("wait", "restproducer/gateway", "--for=condition=Ready", "--timeout=120s");
    assertInForce(gateway, 80_000);

    change(gateway, 90_000);
    poll().until(() -> kstatus(gateway.producer()) == Kstatus.CURRENT);
    assertInForce(gateway, 90_000);

    change(gateway, 100_000);
    poll().until(() -> argo(gateway.producer()).status().equals("Healthy"));
    assertInForce(gateway, 100_000);
  }

  @Full
  void sayFailedOnAUsersFaultAndReadyWhenItIsMended(Stage stage) {
    Gateway gateway = stage.ready();
    gateway.patchProducer("{\"expose\":{\"api\":{\"nodePort\":80}}}");
    poll().until(() -> kstatus(gateway.producer()) == Kstatus.FAILED);
    assertThat(argo(gateway.producer()).status()).isEqualTo("Degraded");
    assertThat(argo(gateway.producer()).message()).contains("nodePort");
    assertThat(waited(stage, "restproducer/gateway").code()).isNotZero();

    gateway.patchProducer("{\"expose\":{\"api\":{\"nodePort\":null}}}");
    gateway.awaitReady();
    assertThat(argo(gateway.producer()).status()).isEqualTo("Healthy");

    gateway.patchCaller("{\"suspend\":true}");
    poll().until(() -> argo(gateway.serviceId()).status().equals("Suspended"));
    gateway.patchCaller("{\"suspend\":false}");
    gateway.awaitReady();

    stage.cluster().kubectl().apply(stray(stage));
    poll().until(() -> argo(stray(gateway)).status().equals("Degraded"));
    assertThat(argo(stray(gateway)).message()).contains("nobody");
    assertThat(kstatus(stray(gateway))).isEqualTo(Kstatus.FAILED);
    assertThat(waited(stage, "serviceid/stray").code()).isNotZero();
  }

  private static String stray(Stage stage) {
    return Stage.filled(
            "caller.yaml",
            Map.of("namespace", stage.namespace(), "name", "stray", "topic", stage.topic()))
        .replace("name: gateway", "name: nobody");
  }

  private static ServiceId stray(Gateway gateway) {
    return gateway.serviceId("stray");
  }

  private static void change(Gateway gateway, int maxMessageSize) {
    gateway.patchProducer("{\"maxMessageSize\":" + maxMessageSize + "}");
  }

  private static void assertInForce(Gateway gateway, int maxMessageSize) throws IOException {
    for (int i = 0; i < CONNECTIONS; i++) {
      try (Connection connection = Connection.open(gateway.credentials())) {
        byte[] largest = NumberedRecord.value(i, maxMessageSize);
        assertThat(connection.post(gateway.topic(), largest).status()).isEqualTo(200);
      }
    }
  }

  private static Kubectl.Result waited(Stage stage, String resource) {
    return stage
        .cluster()
        .kubectl()
        .call(
            "", "-n", stage.namespace(), "wait", resource, "--for=condition=Ready", "--timeout=3s");
  }

  private static ConditionFactory poll() {
    return await().atMost(Gateway.LIMIT).pollInterval(POLL);
  }

  private static ArgoHealth argo(HasMetadata resource) {
    return ArgoHealth.of(
        Path.of("..", "deploy", "argocd", resource.getKind(), "health.lua"), resource);
  }

  private static Kstatus kstatus(RestProducer producer) {
    return Kstatus.of(
        producer.getMetadata(),
        producer.getStatus().observedGeneration,
        producer.getStatus().conditions);
  }

  private static Kstatus kstatus(ServiceId serviceId) {
    return Kstatus.of(
        serviceId.getMetadata(),
        serviceId.getStatus().observedGeneration,
        serviceId.getStatus().conditions);
  }
}
