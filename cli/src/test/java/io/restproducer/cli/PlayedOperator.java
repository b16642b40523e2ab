package io.restproducer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.restproducer.contract.ApiKey;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.ServiceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/**
 * The operator's part, played by status patches: it acts on each new generation, mints keys, issues
 * and refuses certificates, as far as the tool can see that.
 */
final class PlayedOperator implements AutoCloseable {
  static final String CSR_REFUSED_FOR = "CN=refused";
  static final int LARGEST = 20_000_000;

  private static final ResourceDefinitionContext PRODUCERS =
      ResourceDefinitionContext.fromResourceType(RestProducer.class);
  private static final ResourceDefinitionContext SERVICE_IDS =
      ResourceDefinitionContext.fromResourceType(ServiceId.class);
  private static final String FINALIZER = "restproducer.io/revoke";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();

  private final KubernetesClient client;
  private final String namespace;
  private final PlayedEndpoint endpoint;
  private final Authority server;
  private final Authority clients = Authority.named("clients");
  private final Map<String, List<ApiKey>> keys = new ConcurrentHashMap<>();
  private final Set<String> handled = ConcurrentHashMap.newKeySet();
  private final Thread thread;
  private volatile boolean down;

  PlayedOperator(
      KubernetesClient client, String namespace, PlayedEndpoint endpoint, Authority server) {
    this.client = client;
    this.namespace = namespace;
    this.endpoint = endpoint;
    this.server = server;
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
          list(SERVICE_IDS).forEach(this::serviceId);
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
    if (!isNew(json)) {
      return;
    }
    JsonNode spec = json.path("spec");
    ObjectNode status = status(json);
    boolean fits = spec.path("maxMessageSize").asInt() <= LARGEST;
    if (fits) {
      status
          .putObject("limits")
          .put("maxKeySize", spec.path("maxKeySize").asInt())
          .put("maxMessageSize", spec.path("maxMessageSize").asInt());
    }
    status.put("replicas", 2).put("readyReplicas", 2);
    ArrayNode endpoints = status.putArray("endpoints");
    endpoints.addObject().put("name", "api").put("url", endpoint.url());
    endpoints.addObject().put("name", "clientAuth").put("url", "https://localhost:9443");
    status
        .putObject("caCertificate")
        .put("secretName", resource.getMetadata().getName() + "-ca-bundle")
        .put("configMapName", resource.getMetadata().getName() + "-ca-bundle")
        .put("key", "ca.crt");
    ArrayNode topics = status.putArray("topics");
    for (JsonNode topic : spec.path("topics")) {
      boolean refused = topic.path("replicationFactor").asInt(1) > 3;
      topics
          .addObject()
          .put("name", topic.path("name").asText())
          .put("partitions", topic.path("partitions").asInt())
          .put("state", refused ? "ReplicationFactorRefused" : "Ready");
      endpoint.topic(topic.path("name").asText());
    }
    long generation = generation(json);
    condition(
        status,
        generation,
        "Accepted",
        fits,
        fits ? "Valid" : "MemoryLimitTooSmall",
        fits ? "" : "maxMessageSize is more than 1/16 of the memory limit");
    condition(status, generation, "Ready", fits, fits ? "AllPodsReady" : "NotAccepted", "");
    condition(status, generation, "KafkaReachable", true, "Reachable", "");
    condition(status, generation, "LimitsWithinBroker", true, "WithinLimits", "");
    patchStatus(PRODUCERS, resource, status);
    handled.add(mark(json));
  }

  private void serviceId(GenericKubernetesResource resource) {
    JsonNode json = KUBERNETES.convertValue(resource, JsonNode.class);
    if (resource.getMetadata().getDeletionTimestamp() != null) {
      keys(json).forEach(key -> endpoint.refuse(key.reveal()));
      finalizers(resource, "null");
      return;
    }
    if (!isNew(json)) {
      return;
    }
    finalizers(resource, "[\"" + FINALIZER + "\"]");
    JsonNode spec = json.path("spec");
    long generation = generation(json);
    ObjectNode status = status(json);
    Set<String> revoked = new TreeSet<>();
    spec.at("/apiKey/revokedIds").forEach(id -> revoked.add(id.asText()));
    List<ApiKey> minted = keys(json);
    int wanted = spec.at("/apiKey/generation").asInt(0) + 1;
    while (minted.size() < wanted || revoked.contains(minted.get(minted.size() - 1).id())) {
      minted.add(ApiKey.mint(new SecureRandom()));
    }
    Set<String> topics = new TreeSet<>();
    spec.path("topics").forEach(topic -> topics.add(topic.asText()));
    ApiKey current = minted.get(minted.size() - 1);
    ArrayNode listed = status.putArray("apiKeys");
    for (ApiKey key : minted) {
      boolean ended = revoked.contains(key.id());
      if (ended) {
        endpoint.refuse(key.reveal());
      } else {
        endpoint.grant(key.reveal(), topics);
      }
      listed
          .addObject()
          .put("id", key.id())
          .put("sha256", key.sha256().hex())
          .put("createdAt", "2026-11-01T00:00:00Z")
          .put("state", ended ? "Revoked" : key == current ? "Active" : "Retiring");
    }
    String name = resource.getMetadata().getName();
    status.put("apiKeySecretName", name + "-api-key");
    secret(name + "-api-key", Map.of("api-key", current.reveal(), "ca.crt", server.pem()));
    certificates(resource, spec, status, generation);
    condition(status, generation, "Accepted", true, "Valid", "");
    condition(status, generation, "Ready", true, "Published", "");
    condition(status, generation, "KeysPropagated", true, "KeysKnown", "");
    patchStatus(SERVICE_IDS, resource, status);
    handled.add(mark(json));
  }

  private void certificates(HasMetadata owner, JsonNode spec, ObjectNode status, long generation) {
    ArrayNode issued = status.putArray("clientCertificates");
    List<String> refused = new ArrayList<>();
    for (JsonNode entry : spec.path("clientCertificates")) {
      String name = entry.path("name").asText();
      PKCS10CertificationRequest request = request(entry.path("csr").asText());
      if (request.getSubject().toString().startsWith(CSR_REFUSED_FOR)) {
        refused.add(name + ": the request has no valid signature");
        continue;
      }
      var leaf = clients.leaf(request.getSubject().toString(), request.getSubjectPublicKeyInfo());
      String secret = owner.getMetadata().getName() + "-client-cert-" + name;
      secret(secret, Map.of("tls.crt", Authority.pem(leaf) + clients.pem()));
      issued
          .addObject()
          .put("name", name)
          .put("secretName", secret)
          .put("notAfter", leaf.getNotAfter().toInstant().toString());
    }
    boolean good = refused.isEmpty();
    condition(
        status,
        generation,
        "CertificatesReady",
        good,
        good ? "Issued" : "CsrSignatureWrong",
        String.join("; ", refused));
    if (!good) {
      condition(status, generation, "Stalled", true, "CsrSignatureWrong", refused.get(0));
    }
  }

  private static PKCS10CertificationRequest request(String csr) {
    String base64 = csr.replaceAll("-----[A-Z ]+-----", "");
    try {
      return new PKCS10CertificationRequest(Base64.getMimeDecoder().decode(base64));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<ApiKey> keys(JsonNode json) {
    return keys.computeIfAbsent(
        json.at("/metadata/uid").asText(),
        uid -> new ArrayList<>(List.of(ApiKey.mint(new SecureRandom()))));
  }

  private boolean isNew(JsonNode json) {
    return !handled.contains(mark(json));
  }

  private static String mark(JsonNode json) {
    return json.at("/metadata/uid").asText() + " " + generation(json);
  }

  private static long generation(JsonNode json) {
    return json.at("/metadata/generation").asLong();
  }

  private static ObjectNode status(JsonNode json) {
    ObjectNode status = JSON.createObjectNode();
    status.put("observedGeneration", generation(json));
    status.putArray("conditions");
    return status;
  }

  private static void condition(
      ObjectNode status,
      long generation,
      String type,
      boolean isTrue,
      String reason,
      String message) {
    ((ArrayNode) status.get("conditions"))
        .addObject()
        .put("type", type)
        .put("status", isTrue ? "True" : "False")
        .put("reason", reason)
        .put("message", message)
        .put("observedGeneration", generation)
        .put("lastTransitionTime", "2026-11-01T00:00:00Z");
  }

  private void patchStatus(
      ResourceDefinitionContext kind, HasMetadata resource, ObjectNode status) {
    ObjectNode patch = JSON.createObjectNode();
    patch.set("status", status);
    client
        .genericKubernetesResources(kind)
        .inNamespace(namespace)
        .withName(resource.getMetadata().getName())
        .subresource("status")
        .patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString());
  }

  private void finalizers(HasMetadata resource, String wanted) {
    client
        .genericKubernetesResources(SERVICE_IDS)
        .inNamespace(namespace)
        .withName(resource.getMetadata().getName())
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"finalizers\":" + wanted + "}}");
  }

  private void secret(String name, Map<String, String> data) {
    SecretBuilder secret =
        new SecretBuilder().withNewMetadata().withNamespace(namespace).withName(name).endMetadata();
    data.forEach(
        (key, value) ->
            secret.addToData(
                key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
    client.resource(secret.build()).createOr(existing -> existing.update());
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
