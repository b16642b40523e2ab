package io.restproducer.dev.kubernetes.node;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pods of this node, each with its life; ends the life of those whose object is gone. */
final class Pods {

  private static final Logger LOG = LoggerFactory.getLogger(Pods.class);

  private final KubernetesClient client;
  private final Observed observed;
  private final Addresses addresses;
  private final Images images;
  private final Path directory;
  private final Map<String, PodLife> lives = new HashMap<>();

  Pods(
      KubernetesClient client,
      Observed observed,
      Addresses addresses,
      Images images,
      Path directory) {
    this.client = client;
    this.observed = observed;
    this.addresses = addresses;
    this.images = images;
    this.directory = directory;
    Volumes.removeAll(directory.resolve("pods"));
  }

  void advance() {
    Map<String, Pod> mine =
        observed.pods().stream()
            .filter(pod -> PodTemplate.NODE.equals(pod.getSpec().getNodeName()))
            .collect(Collectors.toMap(pod -> pod.getMetadata().getUid(), pod -> pod));
    mine.values().forEach(this::advance);
    Set<String> gone = new HashSet<>(lives.keySet());
    gone.removeAll(mine.keySet());
    gone.forEach(uid -> lives.remove(uid).kill());
  }

  /** What goes wrong with one pod holds no other one up; it is tried again with the next tick. */
  private void advance(Pod pod) {
    try {
      lives
          .computeIfAbsent(
              pod.getMetadata().getUid(),
              uid -> new PodLife(client, observed, addresses, images, directory, pod))
          .advance(pod);
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("pod", pod.getMetadata().getName())
          .addKeyValue("error", e.getMessage())
          .log("pod not advanced, will retry");
    }
  }

  /** Ends all processes, first asked, then killed when their grace is over. */
  void stopAll() throws InterruptedException {
    lives.values().forEach(PodLife::askToEnd);
    for (PodLife life : lives.values()) {
      life.awaitEnd();
    }
    Volumes.removeAll(directory.resolve("pods"));
  }
}
