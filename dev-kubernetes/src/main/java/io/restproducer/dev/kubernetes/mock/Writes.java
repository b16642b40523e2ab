package io.restproducer.dev.kubernetes.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restproducer.dev.kubernetes.mock.ManagedFields.Owner;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Creates, updates and patches. Whatever the verb, an object passes the same steps: status kept
 * apart, admission, generation, and no write at all when nothing differs.
 */
final class Writes {

  private static final List<String> SERVER_OWNED =
      List.of(
          "uid",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "generation",
          "resourceVersion",
          "selfLink");

  private final ObjectStore store;
  private final Admission admission;
  private final Deletions deletions;

  Writes(ObjectStore store, Deletions deletions) {
    this.store = store;
    this.admission = new Admission(store);
    this.deletions = deletions;
  }

  ObjectNode create(ApiRequest request) {
    ObjectNode object = body(request);
    return create(request, object, request.type());
  }

  ObjectNode replace(ApiRequest request) {
    ObjectNode before = stored(request);
    ObjectNode object = body(request);
    checkPreconditions(request, before, object);
    if (!object.path("metadata").has("managedFields")) {
      copy(before, object, "managedFields");
    }
    return update(request, before, object);
  }

  ObjectNode patch(ApiRequest request) {
    if (Patches.APPLY.equals(request.contentType())) {
      return apply(request);
    }
    ObjectNode before = stored(request);
    ObjectNode patched = Patches.patch(before, request);
    checkPreconditions(request, before, patched);
    return update(request, before, patched);
  }

  private ObjectNode apply(ApiRequest request) {
    ObjectNode body = (ObjectNode) Patches.read(request);
    if (!request.parameters().containsKey("fieldManager")) {
      throw Refused.badRequest("fieldManager is required for apply patch");
    }
    if (body.path("metadata").hasNonNull("managedFields")) {
      throw Refused.badRequest("metadata.managedFields must be nil");
    }
    Optional<ObjectNode> stored = store.get(request.key());
    Owner owner = Owner.applying(request);
    ServerSideApply apply = new ServerSideApply(request.type());
    if (stored.isEmpty()) {
      if (request.ofStatus() || body.path("metadata").hasNonNull("uid")) {
        throw notFound(request);
      }
      body.withObject("/metadata").put("name", request.name());
      return create(request, apply.apply(identity(body), body, owner, true), request.type());
    }
    checkPreconditions(request, stored.get(), body);
    ObjectNode part = request.ofStatus() ? statusOnly(body) : withoutStatus(request, body);
    ObjectNode applied = apply.apply(stored.get(), part, owner, request.isTrue("force"));
    SERVER_OWNED.forEach(field -> copy(stored.get(), applied, field));
    admission.admit(request.type(), stored.get(), applied);
    return store(request, stored.get(), applied);
  }

  private ObjectNode create(ApiRequest request, ObjectNode object, ResourceType type) {
    ObjectNode metadata = object.withObject("/metadata");
    if (!metadata.hasNonNull("name")) {
      String suffix = UUID.randomUUID().toString().substring(0, 5);
      metadata.put("name", metadata.path("generateName").asText() + suffix);
    }
    String name = metadata.path("name").asText();
    ObjectKey key = type.key(request.namespace(), name);
    if (store.get(key).isPresent()) {
      throw Refused.exists(type.quoted(name));
    }
    metadata.remove(SERVER_OWNED);
    if (type.namespaced()) {
      metadata.put("namespace", request.namespace());
    }
    metadata.put("uid", UUID.randomUUID().toString()).put("creationTimestamp", now());
    if (type.statusApart()) {
      object.remove("status");
    }
    admission.admit(type, null, object);
    if (type.counted()) {
      metadata.put("generation", 1);
    }
    if (!Patches.APPLY.equals(request.contentType())) {
      metadata.remove("managedFields");
      ManagedFields.update(FieldSet.empty(), object, type, Owner.updating(request));
    }
    return request.dryRun() ? object : store.put(key, object);
  }

  private ObjectNode update(ApiRequest request, ObjectNode before, ObjectNode object) {
    ObjectNode after;
    if (request.ofStatus()) {
      after = before.deepCopy();
      after.remove("status");
      if (object.has("status")) {
        after.set("status", object.get("status"));
      }
    } else {
      after = object;
      if (request.type().statusApart()) {
        after.remove("status");
        if (before.has("status")) {
          after.set("status", before.get("status"));
        }
      }
    }
    SERVER_OWNED.forEach(field -> copy(before, after, field));
    admission.admit(request.type(), before, after);
    ManagedFields.update(before, after, request.type(), Owner.updating(request));
    return store(request, before, after);
  }

  private ObjectNode store(ApiRequest request, ObjectNode before, ObjectNode after) {
    if (request.type().counted() && !content(before).equals(content(after))) {
      ObjectNode metadata = (ObjectNode) after.get("metadata");
      metadata.put("generation", before.path("metadata").path("generation").asLong() + 1);
    }
    if (request.dryRun() || after.equals(before)) {
      return after;
    }
    if (deletions.isDone(request.type(), after)) {
      deletions.finish(request.key(), after);
      return after;
    }
    return store.put(request.key(), after);
  }

  private ObjectNode stored(ApiRequest request) {
    return store.get(request.key()).orElseThrow(() -> notFound(request));
  }

  private static Refused notFound(ApiRequest request) {
    return Refused.notFound(request.type().quoted(request.name()) + " not found");
  }

  private static ObjectNode body(ApiRequest request) {
    if (!(Patches.read(request) instanceof ObjectNode object)) {
      throw Refused.badRequest("the body holds no object");
    }
    if (!request.type().kind().equals(object.path("kind").asText(request.type().kind()))) {
      throw Refused.badRequest(
          "the body holds a %s, the path names %s"
              .formatted(object.path("kind").asText(), request.type().plural()));
    }
    object.put("kind", request.type().kind()).put("apiVersion", request.type().groupVersion());
    return object;
  }

  private static void checkPreconditions(ApiRequest request, JsonNode before, JsonNode object) {
    for (String field : List.of("resourceVersion", "uid")) {
      String expected = object.path("metadata").path(field).asText("");
      if (!expected.isEmpty() && !expected.equals(before.at("/metadata/" + field).asText())) {
        throw Refused.conflict(
            "Operation cannot be fulfilled on "
                + request.type().quoted(request.name())
                + ": the object has been modified; please apply your changes to the latest version"
                + " and try again");
      }
    }
  }

  private static ObjectNode identity(ObjectNode body) {
    ObjectNode object = FieldSet.empty();
    object.set("apiVersion", body.path("apiVersion"));
    object.set("kind", body.path("kind"));
    object.putObject("metadata").set("name", body.path("metadata").path("name"));
    return object;
  }

  private static ObjectNode statusOnly(ObjectNode body) {
    ObjectNode part = FieldSet.empty();
    return part.setAll(java.util.Map.of("status", body.path("status")));
  }

  private static ObjectNode withoutStatus(ApiRequest request, ObjectNode body) {
    if (request.type().statusApart()) {
      body.remove("status");
    }
    return body;
  }

  private static ObjectNode content(ObjectNode object) {
    ObjectNode content = object.deepCopy();
    content.remove(List.of("metadata", "status"));
    return content;
  }

  private static void copy(ObjectNode from, ObjectNode to, String field) {
    ObjectNode metadata = to.withObject("/metadata");
    metadata.remove(field);
    if (from.path("metadata").has(field)) {
      metadata.set(field, from.path("metadata").get(field));
    }
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
