package io.restproducer.dev.kubernetes.node;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a Deployment's status as its controller would, only when it differs. */
final class DeploymentReport {

  private final KubernetesClient client;
  private final Map<String, String> written = new HashMap<>();

  DeploymentReport(KubernetesClient client) {
    this.client = client;
  }

  void write(Deployment deployment, List<Pod> pods, List<Pod> current) {
    int wanted = deployment.getSpec().getReplicas();
    int ready = (int) pods.stream().filter(PodReport::isReady).count();
    long updated = current.stream().filter(PodReport::isReady).count();
    boolean done = updated >= wanted && pods.size() == wanted;
    DeploymentStatus old =
        Optional.ofNullable(deployment.getStatus()).orElseGet(DeploymentStatus::new);
    DeploymentStatus status = new DeploymentStatus();
    status.setObservedGeneration(deployment.getMetadata().getGeneration());
    status.setReplicas(pods.size());
    status.setUpdatedReplicas(current.size());
    status.setReadyReplicas(ready);
    status.setAvailableReplicas(ready);
    status.setUnavailableReplicas(Math.max(0, Math.max(wanted, pods.size()) - ready));
    status.setConditions(
        List.of(
            condition(
                old,
                "Available",
                ready >= wanted,
                ready >= wanted ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                ready + " of " + wanted + " pods are ready"),
            progress(deployment, old, done)));
    String json = "{\"status\":" + Serialization.asJson(status) + "}";
    if (!json.equals(written.put(deployment.getMetadata().getUid(), json))) {
      client
          .resource(deployment)
          .subresource("status")
          .patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }
  }

  private static DeploymentCondition progress(
      Deployment deployment, DeploymentStatus old, boolean done) {
    Integer deadline = deployment.getSpec().getProgressDeadlineSeconds();
    boolean late =
        !done
            && find(old, "Progressing")
                .filter(c -> !"NewReplicaSetAvailable".equals(c.getReason()))
                .map(c -> Instant.parse(c.getLastUpdateTime()))
                .filter(
                    t -> t.plusSeconds(deadline == null ? 600 : deadline).isBefore(Instant.now()))
                .isPresent();
    String reason =
        done ? "NewReplicaSetAvailable" : late ? "ProgressDeadlineExceeded" : "ReplicaSetUpdated";
    return condition(
        old, "Progressing", !late, reason, done ? "the rollout is complete" : "pods are replaced");
  }

  private static DeploymentCondition condition(
      DeploymentStatus old, String type, boolean value, String reason, String message) {
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    String text = value ? "True" : "False";
    Optional<DeploymentCondition> before = find(old, type);
    Optional<DeploymentCondition> same = before.filter(c -> text.equals(c.getStatus()));
    DeploymentCondition condition = new DeploymentCondition();
    condition.setType(type);
    condition.setStatus(text);
    condition.setReason(reason);
    condition.setMessage(message);
    condition.setLastTransitionTime(
        same.map(DeploymentCondition::getLastTransitionTime).orElse(now));
    condition.setLastUpdateTime(
        same.filter(c -> reason.equals(c.getReason()))
            .map(DeploymentCondition::getLastUpdateTime)
            .orElse(now));
    return condition;
  }

  private static Optional<DeploymentCondition> find(DeploymentStatus status, String type) {
    return status.getConditions().stream().filter(c -> type.equals(c.getType())).findFirst();
  }
}
