package io.restproducer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends a {@link NodeErrand} to a node of any cluster, and waits until it is done. */
final class NodeAgent {
  private static final String NAMESPACE = "ct-node-errands";
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Cluster cluster;

  NodeAgent(Cluster cluster) {
    this.cluster = cluster;
  }

  /** SIGKILL; returns when the kubelet has started the container again. */
  void kill(Pod pod) {
    int before = restarts(pod);
    String node = pod.getSpec().getNodeName();
    assertThat(run("kill", pod.getMetadata().getUid(), node, "/tmp"))
        .as("SIGKILL for %s", pod.getMetadata().getName())
        .contains("killed 1");
    await().atMost(LIMIT).until(() -> restarts(pod) > before);
  }

  /** Empties a folder of a node. */
  void clear(String folder, String node) {
    assertThat(run("clear", "/folder", node, folder)).contains("cleared");
  }

  private String run(String errand, String about, String node, String folder) {
    String name = errand + "-" + NUMBER.incrementAndGet();
    Map<String, String> values =
        Map.of(
            "name", name,
            "node", node,
            "errand", errand,
            "about", about,
            "folder", folder,
            "class", classFile());
    cluster.kubectl().apply(Stage.filled("node-errand.yaml", values));
    await().atMost(LIMIT).until(() -> isOver(name));
    return cluster.kubectl().run("-n", NAMESPACE, "logs", name);
  }

  private boolean isOver(String name) {
    Pod errand = cluster.client().pods().inNamespace(NAMESPACE).withName(name).get();
    String phase = errand.getStatus().getPhase();
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  private int restarts(Pod pod) {
    return cluster.client().resource(pod).get().getStatus().getContainerStatuses().stream()
        .mapToInt(ContainerStatus::getRestartCount)
        .sum();
  }

  private static String classFile() {
    try (var content = NodeAgent.class.getResourceAsStream("NodeErrand.class")) {
      return Base64.getEncoder().encodeToString(content.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read NodeErrand.class", e);
    }
  }
}
