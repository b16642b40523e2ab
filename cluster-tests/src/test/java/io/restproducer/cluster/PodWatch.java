package io.restproducer.cluster;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Remembers every moment in which a runtime pod was not ready, started again, new or gone. */
final class PodWatch implements ResourceEventHandler<Pod>, AutoCloseable {
  private final Queue<String> disturbances = new ConcurrentLinkedQueue<>();
  private final SharedIndexInformer<Pod> informer;
  private volatile boolean begun;

  PodWatch(Cluster cluster, String namespace) {
    informer =
        cluster
            .client()
            .pods()
            .inNamespace(namespace)
            .withLabel("app.kubernetes.io/component", "producer-runtime")
            .inform(this);
    begun = true;
  }

  List<String> disturbances() {
    return List.copyOf(disturbances);
  }

  @Override
  public void onAdd(Pod pod) {
    if (begun) {
      disturbances.add(name(pod) + " was made");
    }
  }

  @Override
  public void onUpdate(Pod before, Pod pod) {
    if (restarts(pod) > restarts(before)) {
      disturbances.add(name(pod) + " was started again");
    }
    if (!Gateway.isReady(pod)) {
      disturbances.add(name(pod) + " was not ready");
    }
  }

  @Override
  public void onDelete(Pod pod, boolean stateUnknown) {
    disturbances.add(name(pod) + " was deleted");
  }

  @Override
  public void close() {
    informer.close();
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getName();
  }

  private static int restarts(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream()
        .mapToInt(ContainerStatus::getRestartCount)
        .sum();
  }
}
