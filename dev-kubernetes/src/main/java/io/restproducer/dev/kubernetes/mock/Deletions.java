package io.restproducer.dev.kubernetes.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Deletes as the API server and its garbage collector do: finalizers first, pods of a node by their
 * node, then what the object owned; a namespace goes when it is empty.
 */
final class Deletions {

  private final ObjectStore store;

  Deletions(ObjectStore store) {
    this.store = store;
  }

  ObjectNode delete(ApiRequest request) {
    ObjectNode stored =
        store
            .get(request.key())
            .orElseThrow(
                () -> Refused.notFound(request.type().quoted(request.name()) + " not found"));
    JsonNode options = options(request);
    for (String field : new String[] {"uid", "resourceVersion"}) {
      JsonNode expected = options.path("preconditions").path(field);
      if (!expected.isMissingNode() && !expected.equals(stored.at("/metadata/" + field))) {
        throw Refused.conflict(
            "Precondition failed: %s in precondition: %s, in object meta: %s"
                .formatted(field, expected, stored.at("/metadata/" + field)));
      }
    }
    if (request.dryRun()) {
      return stored;
    }
    boolean orphan = "Orphan".equals(options.path("propagationPolicy").asText());
    return delete(request.key(), stored, grace(request, options, stored), orphan);
  }

  /** Whether an object that is being deleted has nothing left to wait for. */
  boolean isDone(ResourceType type, ObjectNode object) {
    JsonNode metadata = object.path("metadata");
    boolean waits =
        "Pod".equals(type.kind()) && metadata.path("deletionGracePeriodSeconds").asLong() > 0;
    return metadata.has("deletionTimestamp")
        && metadata.path("finalizers").isEmpty()
        && !waits
        && !"Namespace".equals(type.kind());
  }

  /** Removes the object for good, then what it owned and the namespace it was the last in. */
  void finish(ObjectKey key, ObjectNode object) {
    finish(key, object, false);
  }

  private ObjectNode delete(ObjectKey key, ObjectNode object, long grace, boolean orphan) {
    boolean namespace = key.equals(namespaceOf(key.name()));
    if (object.path("metadata").path("finalizers").isEmpty() && grace == 0 && !namespace) {
      finish(key, object, orphan);
      return object;
    }
    ObjectNode metadata = (ObjectNode) object.get("metadata");
    boolean shorter = grace < metadata.path("deletionGracePeriodSeconds").asLong(0);
    if (!metadata.has("deletionTimestamp") || shorter) {
      Instant end = Instant.now().plusSeconds(grace).truncatedTo(ChronoUnit.SECONDS);
      metadata.put("deletionTimestamp", end.toString());
      metadata.put("deletionGracePeriodSeconds", grace);
      if (metadata.has("generation")) {
        metadata.put("generation", metadata.path("generation").asLong() + 1);
      }
      if (namespace) {
        object.withObject("/status").put("phase", "Terminating");
      }
      store.put(key, object);
    }
    if (namespace) {
      empty(key.name());
    }
    return object;
  }

  private void finish(ObjectKey key, ObjectNode object, boolean orphan) {
    store.remove(key);
    String uid = object.at("/metadata/uid").asText();
    for (ObjectKey other : store.keys()) {
      store.get(other).ifPresent(child -> disown(other, child, uid, orphan));
    }
    finishNamespace(key.namespace());
  }

  private void disown(ObjectKey key, ObjectNode child, String uid, boolean orphan) {
    JsonNode owners = child.at("/metadata/ownerReferences");
    var left = child.arrayNode();
    owners.forEach(
        owner -> {
          if (!owner.path("uid").asText().equals(uid)) {
            left.add(owner);
          }
        });
    if (left.size() == owners.size()) {
      return;
    }
    if (left.isEmpty() && !orphan) {
      delete(key, child, 0, false);
    } else {
      child.withObject("/metadata").set("ownerReferences", left);
      store.put(key, child);
    }
  }

  private void empty(String namespace) {
    for (ObjectKey key : store.keys()) {
      if (key.namespace().equals(namespace)) {
        store.get(key).ifPresent(object -> delete(key, object, 0, false));
      }
    }
    finishNamespace(namespace);
  }

  private void finishNamespace(String name) {
    ObjectKey key = namespaceOf(name);
    boolean terminating =
        store.get(key).filter(n -> n.at("/metadata").has("deletionTimestamp")).isPresent();
    if (terminating && store.keys().stream().noneMatch(k -> k.namespace().equals(name))) {
      store.remove(key);
    }
  }

  private static ObjectKey namespaceOf(String name) {
    return new ObjectKey("", "namespaces", "", name);
  }

  private static JsonNode options(ApiRequest request) {
    return request.body().length == 0 ? FieldSet.empty() : Patches.read(request);
  }

  /** Only a pod that has a node is given time; the node then deletes it with a grace of zero. */
  private static long grace(ApiRequest request, JsonNode options, ObjectNode object) {
    boolean running =
        "Pod".equals(request.type().kind())
            && object.at("/spec").hasNonNull("nodeName")
            && !object.at("/status/phase").asText().matches("Succeeded|Failed");
    if (!running) {
      return 0;
    }
    String asked =
        options
            .path("gracePeriodSeconds")
            .asText(request.parameters().getOrDefault("gracePeriodSeconds", ""));
    return asked.isEmpty()
        ? object.at("/spec/terminationGracePeriodSeconds").asLong(30)
        : Long.parseLong(asked);
  }
}
