package io.restproducer.dev.kubernetes.node;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a pod's status as a kubelet would, only when it differs from what it wrote last. */
final class PodReport {

  private final KubernetesClient client;
  private final String address;
  private final Map<String, PodCondition> conditions = new HashMap<>();
  private final String start = now();
  private String written = "";
  private ContainerState state;
  private int restarts;
  private boolean started;
  private boolean ending;

  PodReport(KubernetesClient client, String address) {
    this.client = client;
    this.address = address;
  }

  static boolean isReady(Pod pod) {
    return pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  void waiting(Pod pod, int restartCount, String reason, String message) {
    state =
        new ContainerStateBuilder()
            .withNewWaiting()
            .withReason(reason)
            .withMessage(message)
            .endWaiting()
            .build();
    restarts = restartCount;
    started = false;
    write(pod, false);
  }

  void running(Pod pod, int restartCount, Instant since, boolean isStarted, boolean ready) {
    String time = since.truncatedTo(ChronoUnit.SECONDS).toString();
    state = new ContainerStateBuilder().withNewRunning().withStartedAt(time).endRunning().build();
    restarts = restartCount;
    started = isStarted;
    write(pod, ready);
  }

  /** Not ready any more, whatever its probes say: it is about to go. */
  void ending(Pod pod) {
    ending = true;
    if (state != null) {
      write(pod, false);
    }
  }

  boolean isEnding() {
    return ending;
  }

  private void write(Pod pod, boolean ready) {
    boolean running = state.getRunning() != null;
    var container = pod.getSpec().getContainers().get(0);
    PodStatus status =
        new PodStatusBuilder()
            .withPhase(running || restarts > 0 ? "Running" : "Pending")
            .withHostIP("127.0.0.1")
            .withPodIP(address)
            .addNewPodIP()
            .withIp(address)
            .endPodIP()
            .withStartTime(start)
            .withConditions(
                List.of(
                    condition("PodScheduled", true),
                    condition("Initialized", true),
                    condition("ContainersReady", ready),
                    condition("Ready", ready)))
            .addNewContainerStatus()
            .withName(container.getName())
            .withImage(container.getImage())
            .withImageID("")
            .withReady(ready)
            .withStarted(started)
            .withRestartCount(restarts)
            .withState(state)
            .endContainerStatus()
            .build();
    String json = "{\"status\":" + Serialization.asJson(status) + "}";
    if (!json.equals(written)) {
      client.resource(pod).subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), json);
      written = json;
    }
  }

  private PodCondition condition(String type, boolean value) {
    String text = value ? "True" : "False";
    PodCondition old = conditions.get(type);
    if (old == null || !old.getStatus().equals(text)) {
      conditions.put(
          type,
          new PodConditionBuilder()
              .withType(type)
              .withStatus(text)
              .withLastTransitionTime(now())
              .build());
    }
    return conditions.get(type);
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
