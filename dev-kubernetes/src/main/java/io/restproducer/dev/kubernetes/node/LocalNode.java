package io.restproducer.dev.kubernetes.node;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.restproducer.dev.kubernetes.process.OwnerOnlyFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node without containers: Deployments become child processes, Services of type NodePort TCP
 * proxies on loopback. One thread compares what is asked for with what runs, again and again.
 */
public final class LocalNode implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalNode.class);
  private static final long TICK_MILLIS = 200;
  private static final long TICKS_PER_COLLECTION = 5;

  private final KubernetesClient client;
  private final Observed observed;
  private final Rollout rollout;
  private final Pods pods;
  private final ServiceProxies proxies;
  private final GarbageCollector garbage;
  private final Namespaces namespaces;
  private final Thread shutdownHook = new Thread(this::stopPods, "stop-pods");
  private final ScheduledExecutorService loop =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "local-node");
            thread.setDaemon(true);
            return thread;
          });
  private long ticks;

  private LocalNode(KubernetesClient client, Path directory, Map<String, List<String>> commands) {
    Addresses addresses = Addresses.ofThisSystem();
    this.client = client;
    this.observed = new Observed(client);
    this.rollout = new Rollout(client, observed, addresses);
    this.pods = new Pods(client, observed, addresses, new Images(commands), directory);
    this.proxies = new ServiceProxies(observed);
    this.garbage = new GarbageCollector(client, observed);
    this.namespaces = new Namespaces(client);
  }

  /**
   * Starts to serve all namespaces. Pods keep their volumes under {@code directory/pods} and their
   * output in {@code directory/logs}.
   *
   * @param commands what to run for an image, by the image's name with or without its tag; the
   *     container's arguments are added
   */
  public static LocalNode start(Config config, Path directory, Map<String, List<String>> commands) {
    KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build();
    OwnerOnlyFile.directory(directory);
    LocalNode node = new LocalNode(client, directory.toAbsolutePath(), commands);
    Runtime.getRuntime().addShutdownHook(node.shutdownHook);
    node.loop.scheduleWithFixedDelay(node::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    return node;
  }

  /** Ends the proxies, then the pods' processes, each with its grace; objects stay as they are. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      LOG.atDebug().log("the process ends already; its hook stops the pods");
      return;
    }
    stopPods();
  }

  private void stopPods() {
    loop.shutdown();
    try {
      loop.awaitTermination(5, TimeUnit.SECONDS);
      // First: a connection that somebody keeps open would hold a pod for its whole drain window.
      proxies.close();
      pods.stopAll();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      observed.close();
      client.close();
    }
  }

  private void tick() {
    step("rollout", rollout::advance);
    step("pods", pods::advance);
    step("services", proxies::advance);
    if (ticks++ % TICKS_PER_COLLECTION == 0) {
      step("garbage", garbage::collect);
      step("namespaces", namespaces::finish);
    }
  }

  /** A step that fails is tried again with the next tick; the others go on. */
  private static void step(String name, Runnable step) {
    try {
      step.run();
    } catch (KubernetesClientException e) {
      LOG.atWarn().addKeyValue("step", name).addKeyValue("error", e.getMessage()).log("will retry");
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("step", name).setCause(e).log("step failed, will retry");
    }
  }
}
