package io.restproducer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/** A status as the operator would write it for one generation. */
final class PlayedStatus {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final long generation;
  private final ObjectNode status = JSON.createObjectNode();

  PlayedStatus(JsonNode resource) {
    generation = generation(resource);
    status.put("observedGeneration", generation);
    status.putArray("conditions");
  }

  /** What tells one generation of one resource from every other. */
  static String mark(JsonNode resource) {
    return resource.at("/metadata/uid").asText() + " " + generation(resource);
  }

  ObjectNode json() {
    return status;
  }

  void condition(String type, boolean isTrue, String reason, String message) {
    ((ArrayNode) status.get("conditions"))
        .addObject()
        .put("type", type)
        .put("status", isTrue ? "True" : "False")
        .put("reason", reason)
        .put("message", message)
        .put("observedGeneration", generation)
        .put("lastTransitionTime", "2026-11-01T00:00:00Z");
  }

  void write(KubernetesClient client, ResourceDefinitionContext kind, HasMetadata resource) {
    ObjectNode patch = JSON.createObjectNode();
    patch.set("status", status);
    client
        .genericKubernetesResources(kind)
        .inNamespace(resource.getMetadata().getNamespace())
        .withName(resource.getMetadata().getName())
        .subresource("status")
        .patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString());
  }

  private static long generation(JsonNode resource) {
    return resource.at("/metadata/generation").asLong();
  }
}
