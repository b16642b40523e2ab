package io.restproducer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.restproducer.crds.RestProducer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The operator's part, played by status patches: it acts on each new generation, mints keys, issues
 * and refuses certificates, as far as the tool can see that.
 */
final class PlayedOperator implements AutoCloseable {
  static final int LARGEST = 20_000_000;

  private static final ResourceDefinitionContext PRODUCERS =
      ResourceDefinitionContext.fromResourceType(RestProducer.class);
  private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();

  private final KubernetesClient client;
  private final String namespace;
  private final PlayedEndpoint endpoint;
  private final Set<String> handled = ConcurrentHashMap.newKeySet();
  private final PlayedServiceIds serviceIds;
  private final Thread thread;
  private volatile boolean down;

  PlayedOperator(
      KubernetesClient client, String namespace, PlayedEndpoint endpoint, Authority server) {
    this.client = client;
    this.namespace = namespace;
    this.endpoint = endpoint;
    this.serviceIds = new PlayedServiceIds(client, namespace, endpoint, server);
    this.thread = new Thread(this::run, "played-operator");
    thread.setDaemon(true);
    thread.start();
  }

  /** Stops acting, as if its pod were gone, or goes on. */
  void down(boolean isDown) {
    down = isDown;
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        if (!down) {
          list(PRODUCERS).forEach(this::producer);
          list(PlayedServiceIds.SERVICE_IDS).forEach(serviceIds::act);
        }
        Thread.sleep(50);
      } catch (InterruptedException e) {
        return;
      } catch (KubernetesClientException e) {
        // Changed or deleted meanwhile: the next round sees it.
        continue;
      }
    }
  }

  private List<GenericKubernetesResource> list(ResourceDefinitionContext kind) {
    return client.genericKubernetesResources(kind).inNamespace(namespace).list().getItems();
  }

  private void producer(GenericKubernetesResource resource) {
    JsonNode json = KUBERNETES.convertValue(resource, JsonNode.class);
    if (handled.contains(PlayedStatus.mark(json))) {
      return;
    }
    JsonNode spec = json.path("spec");
    PlayedStatus status = new PlayedStatus(json);
    boolean fits = spec.path("maxMessageSize").asInt() <= LARGEST;
    if (fits) {
      status
          .json()
          .putObject("limits")
          .put("maxKeySize", spec.path("maxKeySize").asInt())
          .put("maxMessageSize", spec.path("maxMessageSize").asInt());
    }
    status.json().put("replicas", 2).put("readyReplicas", 2);
    ArrayNode endpoints = status.json().putArray("endpoints");
    endpoints.addObject().put("name", "api").put("url", endpoint.url());
    endpoints.addObject().put("name", "clientAuth").put("url", "https://localhost:9443");
    status
        .json()
        .putObject("caCertificate")
        .put("secretName", resource.getMetadata().getName() + "-ca-bundle")
        .put("configMapName", resource.getMetadata().getName() + "-ca-bundle")
        .put("key", "ca.crt");
    ArrayNode topics = status.json().putArray("topics");
    for (JsonNode topic : spec.path("topics")) {
      boolean refused = topic.path("replicationFactor").asInt(1) > 3;
      topics
          .addObject()
          .put("name", topic.path("name").asText())
          .put("partitions", topic.path("partitions").asInt())
          .put("state", refused ? "ReplicationFactorRefused" : "Ready");
      endpoint.topic(topic.path("name").asText());
    }
    status.condition(
        "Accepted",
        fits,
        fits ? "Valid" : "MemoryLimitTooSmall",
        fits ? "" : "maxMessageSize is more than 1/16 of the memory limit");
    status.condition("Ready", fits, fits ? "AllPodsReady" : "NotAccepted", "");
    status.condition("KafkaReachable", true, "Reachable", "");
    status.condition("LimitsWithinBroker", true, "WithinLimits", "");
    status.write(client, PRODUCERS, resource);
    handled.add(PlayedStatus.mark(json));
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
