package io.restproducer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.restproducer.contract.ApiKey;
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
 * The operator's part for ServiceIds: keys that the endpoint takes, certificates that it issues.
 */
final class PlayedServiceIds {
  static final ResourceDefinitionContext SERVICE_IDS =
      ResourceDefinitionContext.fromResourceType(ServiceId.class);
  static final String CSR_REFUSED_FOR = "CN=refused";

  private static final String FINALIZER = "restproducer.io/revoke";
  private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();

  private final KubernetesClient client;
  private final String namespace;
  private final PlayedEndpoint endpoint;
  private final Authority server;
  private final Authority clients = Authority.named("clients");
  private final Map<String, List<ApiKey>> keys = new ConcurrentHashMap<>();
  private final Set<String> handled = ConcurrentHashMap.newKeySet();

  PlayedServiceIds(
      KubernetesClient client, String namespace, PlayedEndpoint endpoint, Authority server) {
    this.client = client;
    this.namespace = namespace;
    this.endpoint = endpoint;
    this.server = server;
  }

  void act(GenericKubernetesResource resource) {
    JsonNode json = KUBERNETES.convertValue(resource, JsonNode.class);
    if (resource.getMetadata().getDeletionTimestamp() != null) {
      keys(json).forEach(key -> endpoint.refuse(key.reveal()));
      finalizers(resource, "null");
      return;
    }
    if (handled.contains(PlayedStatus.mark(json))) {
      return;
    }
    finalizers(resource, "[\"" + FINALIZER + "\"]");
    JsonNode spec = json.path("spec");
    PlayedStatus status = new PlayedStatus(json);
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
    ArrayNode listed = status.json().putArray("apiKeys");
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
    status.json().put("apiKeySecretName", name + "-api-key");
    secret(name + "-api-key", Map.of("api-key", current.reveal(), "ca.crt", server.pem()));
    certificates(resource, spec, status);
    status.condition("Accepted", true, "Valid", "");
    status.condition("Ready", true, "Published", "");
    status.condition("KeysPropagated", true, "KeysKnown", "");
    status.write(client, SERVICE_IDS, resource);
    handled.add(PlayedStatus.mark(json));
  }

  private void certificates(HasMetadata owner, JsonNode spec, PlayedStatus status) {
    ArrayNode issued = status.json().putArray("clientCertificates");
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
    status.condition(
        "CertificatesReady",
        good,
        good ? "Issued" : "CsrSignatureWrong",
        String.join("; ", refused));
    if (!good) {
      status.condition("Stalled", true, "CsrSignatureWrong", refused.get(0));
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
}
