package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.restproducer.contract.RuntimeEnvironment;
import io.restproducer.contract.StatusReport;
import io.restproducer.operator.pods.PodEndpoint;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One pod of the runtime as the API server shows it. */
record RuntimePod(Pod pod) {
  private static final List<String> ENDED = List.of("Succeeded", "Failed");

  String name() {
    return pod.getMetadata().getName();
  }

  String uid() {
    return pod.getMetadata().getUid();
  }

  boolean isTerminating() {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  boolean hasEnded() {
    return pod.getStatus() != null && ENDED.contains(pod.getStatus().getPhase());
  }

  boolean isReady() {
    return pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  /** Where it listens for its operator; empty while its container does not run. */
  Optional<PodEndpoint> endpoint() {
    Optional<ContainerStatus> running = runningContainer();
    Optional<Integer> port = managementPort();
    if (running.isEmpty() || port.isEmpty() || pod.getStatus().getPodIP() == null) {
      return Optional.empty();
    }
    String incarnation =
        Stream.of(
                running.get().getContainerID(),
                running.get().getState().getRunning().getStartedAt())
            .filter(text -> text != null && !text.isEmpty())
            .findFirst()
            .orElse("");
    return Optional.of(
        new PodEndpoint(name(), uid(), incarnation, pod.getStatus().getPodIP(), port.get()));
  }

  /** The limits that its container was started with; empty: not one of our containers. */
  Optional<StatusReport.Limits> limits() {
    Optional<Integer> key = number(RuntimeEnvironment.MAX_KEY_SIZE);
    Optional<Integer> message = number(RuntimeEnvironment.MAX_MESSAGE_SIZE);
    return key.isPresent() && message.isPresent()
        ? Optional.of(new StatusReport.Limits(key.get(), message.get()))
        : Optional.empty();
  }

  /** Whether it reads the ConfigMap of this name. */
  boolean mounts(String configMap) {
    return pod.getSpec().getVolumes().stream()
        .map(Volume::getProjected)
        .filter(projected -> projected != null)
        .flatMap(projected -> projected.getSources().stream())
        .map(VolumeProjection::getConfigMap)
        .anyMatch(source -> source != null && configMap.equals(source.getName()));
  }

  private Optional<ContainerStatus> runningContainer() {
    return pod.getStatus() == null
        ? Optional.empty()
        : pod.getStatus().getContainerStatuses().stream()
            .filter(status -> RuntimeContainer.NAME.equals(status.getName()))
            .filter(status -> status.getState() != null && status.getState().getRunning() != null)
            .findFirst();
  }

  private Optional<Integer> managementPort() {
    return container()
        .flatMap(
            container ->
                container.getPorts().stream()
                    .filter(port -> RuntimeContainer.MANAGEMENT.equals(port.getName()))
                    .map(ContainerPort::getContainerPort)
                    .findFirst());
  }

  private Optional<Integer> number(String variable) {
    return container()
        .flatMap(
            container ->
                container.getEnv().stream()
                    .filter(env -> variable.equals(env.getName()))
                    .map(EnvVar::getValue)
                    .filter(value -> value != null && value.matches("[0-9]{1,9}"))
                    .map(Integer::valueOf)
                    .findFirst());
  }

  private Optional<Container> container() {
    return pod.getSpec().getContainers().stream()
        .filter(container -> RuntimeContainer.NAME.equals(container.getName()))
        .findFirst();
  }
}
