package io.restproducer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Ends a pod's process by SIGKILL, by a privileged pod on its node, on any cluster. */
final class Killer {
  private static final String NAMESPACE = "ct-killer";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Cluster cluster;

  Killer(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Kills, and returns when the kubelet has noticed: the container has been started again. */
  void kill(Pod pod) {
    int before = restarts(pod);
    String name = "kill-" + NUMBER.incrementAndGet();
    cluster
        .kubectl()
        .apply(
            Stage.filled(
                "killer.yaml",
                Map.of(
                    "namespace",
                    NAMESPACE,
                    "name",
                    name,
                    "node",
                    pod.getSpec().getNodeName(),
                    "class",
                    classFile(),
                    "uid",
                    pod.getMetadata().getUid())));
    await().atMost(Duration.ofMinutes(1)).until(() -> isOver(name));
    String told = cluster.kubectl().run("-n", NAMESPACE, "logs", name);
    assertThat(told).as("SIGKILL for %s", pod.getMetadata().getName()).contains("killed 1");
    await().atMost(Duration.ofMinutes(1)).until(() -> restarts(pod) > before);
  }

  private boolean isOver(String name) {
    Pod killer = cluster.client().pods().inNamespace(NAMESPACE).withName(name).get();
    String phase = killer.getStatus().getPhase();
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  private int restarts(Pod pod) {
    Pod now = cluster.client().resource(pod).get();
    return now.getStatus().getContainerStatuses().stream()
        .mapToInt(status -> status.getRestartCount())
        .sum();
  }

  private static String classFile() {
    try (var content = Killer.class.getResourceAsStream("KillOnNode.class")) {
      return Base64.getEncoder().encodeToString(content.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read KillOnNode.class", e);
    }
  }
}
