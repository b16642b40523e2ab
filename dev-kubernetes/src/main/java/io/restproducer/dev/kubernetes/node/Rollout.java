package io.restproducer.dev.kubernetes.node;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Brings the pods of each Deployment to its template and number: one more than asked for at most,
 * never fewer ready ones than asked for, so a revision that fails replaces nothing.
 */
final class Rollout {

  private static final int SURGE = 1;

  private final KubernetesClient client;
  private final Observed observed;
  private final Addresses addresses;
  private final DeploymentReport report;

  Rollout(KubernetesClient client, Observed observed, Addresses addresses) {
    this.client = client;
    this.observed = observed;
    this.addresses = addresses;
    this.report = new DeploymentReport(client);
  }

  void advance() {
    List<Pod> pods = observed.pods();
    for (Deployment deployment : observed.deployments()) {
      if (deployment.getMetadata().getDeletionTimestamp() == null) {
        advance(deployment, owned(deployment, pods));
      }
    }
  }

  private void advance(Deployment deployment, List<Pod> pods) {
    int wanted = deployment.getSpec().getReplicas();
    String hash = PodTemplate.hash(deployment);
    List<Pod> current = new ArrayList<>();
    List<Pod> old = new ArrayList<>();
    for (Pod pod : pods) {
      boolean isCurrent = hash.equals(pod.getMetadata().getLabels().get(PodTemplate.HASH));
      (isCurrent ? current : old).add(pod);
    }
    int missing = Math.min(wanted - current.size(), wanted + SURGE - pods.size());
    for (int i = 0; i < missing; i++) {
      observed.justCreated(client.resource(PodTemplate.pod(deployment, addresses)).create());
    }
    long ready = pods.stream().filter(PodReport::isReady).count();
    old.sort(Comparator.comparing(PodReport::isReady));
    for (Pod pod : old) {
      ready -= end(pod, ready > wanted);
    }
    current.sort(Comparator.comparing(PodReport::isReady));
    for (Pod pod : current.subList(0, Math.max(0, current.size() - wanted))) {
      ready -= end(pod, ready > wanted);
    }
    report.write(deployment, pods, current);
  }

  /** Ends a pod that serves nobody or is one too many; the number of ready pods it takes away. */
  private int end(Pod pod, boolean spare) {
    boolean ready = PodReport.isReady(pod);
    if (ready && !spare) {
      return 0;
    }
    client.resource(pod).delete();
    observed.justDeleted(pod);
    return ready ? 1 : 0;
  }

  private List<Pod> owned(Deployment deployment, List<Pod> pods) {
    String uid = deployment.getMetadata().getUid();
    return pods.stream()
        .filter(pod -> !observed.isTerminating(pod))
        .filter(
            pod ->
                pod.getMetadata().getOwnerReferences().stream()
                    .anyMatch(owner -> uid.equals(owner.getUid())))
        .toList();
  }
}
