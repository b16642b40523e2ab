package io.restproducer.operator;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapProjection;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.restproducer.contract.RuntimeEnvironment;
import io.restproducer.contract.Sha256;
import io.restproducer.contract.StatusReport;
import io.restproducer.operator.reconcile.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plays Deployment controller and kubelet in one namespace: pods that are fake runtimes. */
final class FakeKubelet implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FakeKubelet.class);
  private static final String TEMPLATE = "pod-template-hash";

  private final KubernetesClient client;
  private final String namespace;
  private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, FakeRuntime> runtimes = new ConcurrentHashMap<>();
  private volatile boolean refreshing = true;
  private int serial;

  FakeKubelet(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
    loop.scheduleWithFixedDelay(this::guarded, 0, 100, TimeUnit.MILLISECONDS);
  }

  List<FakeRuntime> runtimes() {
    return List.copyOf(runtimes.values());
  }

  /** Whether pods are told of Secrets that change. */
  void refreshes(boolean nowRefreshing) {
    refreshing = nowRefreshing;
  }

  @Override
  public void close() {
    loop.shutdownNow();
    runtimes.values().forEach(FakeRuntime::close);
  }

  private void guarded() {
    try {
      List<Deployment> deployments =
          client.apps().deployments().inNamespace(namespace).list().getItems();
      deployments.forEach(this::step);
      if (deployments.isEmpty()) {
        client.pods().inNamespace(namespace).list().getItems().forEach(this::stop);
      }
    } catch (RuntimeException e) {
      LOG.atDebug().setCause(e).log("step failed, tried again");
    }
  }

  /** One step of a rollout: a new pod first, then an old one goes. */
  private void step(Deployment deployment) {
    String hash = hash(deployment.getSpec().getTemplate());
    List<Pod> pods =
        client
            .pods()
            .inNamespace(namespace)
            .withLabels(deployment.getSpec().getSelector().getMatchLabels())
            .list()
            .getItems();
    List<Pod> current = pods.stream().filter(pod -> isOf(pod, hash)).toList();
    List<Pod> old = pods.stream().filter(pod -> !isOf(pod, hash)).toList();
    int wanted = deployment.getSpec().getReplicas();
    if (current.size() < wanted) {
      start(deployment, hash);
    } else if (current.size() > wanted) {
      stop(current.get(0));
    } else if (!old.isEmpty()) {
      stop(old.get(0));
    }
    refresh(pods);
    report(deployment, hash);
  }

  private void start(Deployment deployment, String hash) {
    PodTemplateSpec template = deployment.getSpec().getTemplate();
    Container container = template.getSpec().getContainers().get(0);
    StatusReport.Limits limits =
        new StatusReport.Limits(
            number(container, RuntimeEnvironment.MAX_KEY_SIZE),
            number(container, RuntimeEnvironment.MAX_MESSAGE_SIZE));
    FakeRuntime runtime = runtime(template, limits);
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(deployment.getMetadata().getName() + "-" + hash + "-" + serial++)
            .withLabels(template.getMetadata().getLabels())
            .addToLabels(TEMPLATE, hash)
            .endMetadata()
            .withSpec(template.getSpec())
            .build();
    pod.getSpec().getContainers().get(0).getPorts().stream()
        .filter(port -> port.getName().equals("management"))
        .forEach(port -> port.setContainerPort(runtime.port()));
    Pod created = client.resource(pod).create();
    runtimes.put(created.getMetadata().getUid(), runtime);
    created.setStatus(
        new PodBuilder()
            .withNewStatus()
            .withPhase("Running")
            .withPodIP("127.0.0.1")
            .addNewPodIP("127.0.0.1")
            .addNewCondition()
            .withType("Ready")
            .withStatus("True")
            .endCondition()
            .addNewContainerStatus()
            .withName(container.getName())
            .withImage(container.getImage())
            .withImageID("test")
            .withReady(true)
            .withRestartCount(0)
            .withNewState()
            .withNewRunning()
            .withStartedAt("2026-01-01T00:00:00Z")
            .endRunning()
            .endState()
            .endContainerStatus()
            .endStatus()
            .buildStatus());
    client.resource(created).updateStatus();
  }

  private FakeRuntime runtime(PodTemplateSpec template, StatusReport.Limits limits) {
    try {
      return FakeRuntime.start(mounted(template.getSpec()), limits);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The projected volume; a Secret or a key that is not there keeps a pod from starting. */
  private FakeRuntime.Mounted mounted(PodSpec pod) {
    Map<String, byte[]> files = new TreeMap<>();
    for (var source : pod.getVolumes().get(0).getProjected().getSources()) {
      if (source.getConfigMap() != null) {
        files.putAll(mounted(source.getConfigMap()));
      } else {
        files.putAll(mounted(source.getSecret()));
      }
    }
    return new FakeRuntime.Mounted(files);
  }

  private Map<String, byte[]> mounted(SecretProjection source) {
    Secret secret = client.secrets().inNamespace(namespace).withName(source.getName()).get();
    Map<String, byte[]> content = secret == null ? Map.of() : Secrets.content(secret);
    return mounted(source.getName(), content, source.getItems(), source.getOptional());
  }

  private Map<String, byte[]> mounted(ConfigMapProjection source) {
    ConfigMap map = client.configMaps().inNamespace(namespace).withName(source.getName()).get();
    Map<String, byte[]> content = new TreeMap<>();
    if (map != null) {
      map.getData().forEach((key, text) -> content.put(key, text.getBytes(StandardCharsets.UTF_8)));
    }
    return mounted(source.getName(), content, source.getItems(), source.getOptional());
  }

  private static Map<String, byte[]> mounted(
      String name, Map<String, byte[]> content, List<KeyToPath> items, Boolean optional) {
    Map<String, byte[]> files = new TreeMap<>();
    for (KeyToPath item : items) {
      if (content.containsKey(item.getKey())) {
        files.put(item.getPath(), content.get(item.getKey()));
      } else if (!Boolean.TRUE.equals(optional)) {
        throw new IllegalStateException(name + " lacks " + item.getKey());
      }
    }
    return files;
  }

  /** As a kubelet does within a minute or so. */
  private void refresh(List<Pod> pods) {
    for (Pod pod : pods) {
      FakeRuntime runtime = runtimes.get(pod.getMetadata().getUid());
      if (runtime != null && refreshing) {
        runtime.refresh(mounted(pod.getSpec()));
      }
    }
  }

  private void stop(Pod pod) {
    client.resource(pod).withGracePeriod(0).delete();
    FakeRuntime runtime = runtimes.remove(pod.getMetadata().getUid());
    if (runtime != null) {
      runtime.close();
    }
  }

  private void report(Deployment deployment, String hash) {
    List<Pod> pods =
        client
            .pods()
            .inNamespace(namespace)
            .withLabels(deployment.getSpec().getSelector().getMatchLabels())
            .list()
            .getItems();
    int updated = (int) pods.stream().filter(pod -> isOf(pod, hash)).count();
    Deployment reported =
        new DeploymentBuilder(deployment)
            .withNewStatus()
            .withObservedGeneration(deployment.getMetadata().getGeneration())
            .withReplicas(pods.size())
            .withReadyReplicas(pods.size())
            .withAvailableReplicas(pods.size())
            .withUpdatedReplicas(updated)
            .endStatus()
            .build();
    if (!reported.getStatus().equals(deployment.getStatus())) {
      client.resource(reported).updateStatus();
    }
  }

  private static boolean isOf(Pod pod, String hash) {
    return hash.equals(pod.getMetadata().getLabels().get(TEMPLATE));
  }

  private static String hash(PodTemplateSpec template) {
    return Sha256.of(Serialization.asJson(template).getBytes(StandardCharsets.UTF_8))
        .hex()
        .substring(0, 8);
  }

  private static int number(Container container, String variable) {
    return container.getEnv().stream()
        .filter(env -> env.getName().equals(variable))
        .map(EnvVar::getValue)
        .map(Integer::parseInt)
        .findFirst()
        .orElseThrow();
  }
}
