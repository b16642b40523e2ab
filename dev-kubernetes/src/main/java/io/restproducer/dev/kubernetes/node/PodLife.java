package io.restproducer.dev.kubernetes.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.restproducer.dev.kubernetes.process.OwnerOnlyFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One pod from its first start to the removal of its object: starts, probes and restarts its
 * program, keeps its volumes fresh, ends it with preStop, SIGTERM and at last SIGKILL.
 */
final class PodLife {

  private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(5);
  private static final Duration CALM = Duration.ofMinutes(10);

  private final KubernetesClient client;
  private final Images images;
  private final Addresses addresses;
  private final Environment environment;
  private final Volumes volumes;
  private final PodReport report;
  private final Path directory;
  private final Path log;
  private final String address;

  private Pod pod;
  private PodProcess process;
  private Probes probes;
  private int restarts;
  private Duration backOff = Duration.ofSeconds(1);
  private Instant nextStart = Instant.MIN;
  private Instant endAsked;
  private boolean terminated;

  PodLife(
      KubernetesClient client,
      Observed observed,
      Addresses addresses,
      Images images,
      Path root,
      Pod pod) {
    this.client = client;
    this.images = images;
    this.addresses = addresses;
    this.pod = pod;
    String name = pod.getMetadata().getNamespace() + "_" + pod.getMetadata().getName();
    this.directory = OwnerOnlyFile.directory(root.resolve("pods").resolve(name));
    this.log = OwnerOnlyFile.directory(root.resolve("logs")).resolve(name + ".log");
    this.environment = new Environment(observed);
    this.volumes = new Volumes(observed, directory.resolve("volumes"));
    this.address = addresses.address(container());
    this.report = new PodReport(client, address);
  }

  void advance(Pod latest) {
    pod = latest;
    if (pod.getMetadata().getDeletionTimestamp() != null) {
      end();
      return;
    }
    try {
      check();
      volumes.refresh(pod);
      run();
    } catch (NotStartable problem) {
      report.waiting(pod, restarts, problem.reason(), problem.getMessage());
    }
  }

  /** SIGTERM now, for when the whole node ends. */
  void askToEnd() {
    if (process != null && process.isAlive()) {
      process.terminate();
    }
  }

  void awaitEnd() throws InterruptedException {
    if (process != null && !process.awaitEnd(grace())) {
      process.kill();
    }
  }

  /** Ends what is left when the pod's object is gone. */
  void kill() {
    if (process != null) {
      process.kill();
    }
    Volumes.removeAll(directory);
  }

  private void run() {
    if (process != null && process.isAlive()) {
      probes.advance();
      if (probes.isDead() && !terminated) {
        process.terminate();
        terminated = true;
        endAsked = Instant.now();
      } else if (terminated && Instant.now().isAfter(endAsked.plusSeconds(grace()))) {
        process.kill();
      }
      report.running(
          pod, restarts, process.startedAt(), probes.isStarted(), probes.isReady() && !terminated);
      return;
    }
    if (process != null) {
      scheduleRestart();
    }
    if (Instant.now().isBefore(nextStart)) {
      return;
    }
    start();
  }

  private void scheduleRestart() {
    int code = process.exitCode();
    boolean calm = process.startedAt().plus(CALM).isBefore(Instant.now());
    backOff = calm ? Duration.ofSeconds(1) : backOff;
    nextStart = Instant.now().plus(backOff);
    backOff = backOff.multipliedBy(2);
    backOff = backOff.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : backOff;
    restarts++;
    process = null;
    report.waiting(
        pod, restarts, "CrashLoopBackOff", "the program ended with " + code + "; see " + log);
  }

  private void start() {
    Container container = container();
    List<String> command =
        new ArrayList<>(
            images
                .command(container.getImage())
                .orElseThrow(
                    () ->
                        new NotStartable(
                            "ErrImagePull",
                            "no command is known for the image "
                                + container.getImage()
                                + "; known are "
                                + images.commands().keySet())));
    container.getArgs().forEach(argument -> command.add(volumes.rewrite(container, argument)));
    Map<String, String> variables = new HashMap<>();
    environment
        .of(pod, container, address)
        .forEach((name, value) -> variables.put(name, volumes.rewrite(container, value)));
    variables.putAll(addresses.environment(container, address));
    probes = new Probes(container, address);
    terminated = false;
    process = PodProcess.start(command, variables, directory, log);
    report.running(pod, restarts, process.startedAt(), false, false);
  }

  private void end() {
    Instant now = Instant.now();
    if (endAsked == null || !report.isEnding()) {
      endAsked = now;
      terminated = false;
      report.ending(pod);
    }
    boolean alive = process != null && process.isAlive();
    if (alive && !terminated && !now.isBefore(endAsked.plusSeconds(preStop()))) {
      process.terminate();
      terminated = true;
    }
    if (alive && now.isAfter(endAsked.plusSeconds(grace()))) {
      process.kill();
    }
    if (!alive) {
      client.resource(pod).withGracePeriod(0).delete();
      Volumes.removeAll(directory);
    }
  }

  private void check() {
    boolean plain =
        pod.getSpec().getContainers().size() == 1 && pod.getSpec().getInitContainers().isEmpty();
    if (!plain || !container().getCommand().isEmpty()) {
      throw new NotStartable(
          "CreateContainerError", "a pod has one container here, with args and without command");
    }
  }

  private Container container() {
    return pod.getSpec().getContainers().get(0);
  }

  private long grace() {
    Long shortened = pod.getMetadata().getDeletionGracePeriodSeconds();
    Long asked = pod.getSpec().getTerminationGracePeriodSeconds();
    return shortened != null ? shortened : asked == null ? 30 : asked;
  }

  private long preStop() {
    var lifecycle = container().getLifecycle();
    boolean sleeps =
        lifecycle != null
            && lifecycle.getPreStop() != null
            && lifecycle.getPreStop().getSleep() != null;
    return sleeps ? lifecycle.getPreStop().getSleep().getSeconds() : 0;
  }
}
