package io.restproducer.dev.kubernetes.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who owns which fields of one object, kept in its metadata as a real server does. */
final class ManagedFields {

  private static final List<String> NEVER_OWNED =
      List.of(
          "name",
          "namespace",
          "uid",
          "resourceVersion",
          "generation",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "managedFields",
          "selfLink",
          "generateName");

  /** One entry: a manager, how it writes and through which subresource. */
  record Owner(String manager, String operation, String subresource) {

    static Owner applying(ApiRequest request) {
      return new Owner(request.manager(), "Apply", request.subresource());
    }

    static Owner updating(ApiRequest request) {
      return new Owner(request.manager(), "Update", request.subresource());
    }
  }

  private ManagedFields() {}

  /** The object without what nobody can own. */
  static ObjectNode ownable(JsonNode object) {
    ObjectNode ownable = object.deepCopy();
    ownable.remove(List.of("apiVersion", "kind"));
    if (ownable.path("metadata") instanceof ObjectNode metadata) {
      metadata.remove(NEVER_OWNED);
      if (metadata.isEmpty()) {
        ownable.remove("metadata");
      }
    }
    return ownable;
  }

  static ObjectNode of(JsonNode object, Owner owner) {
    for (JsonNode entry : entries(object)) {
      if (owner.equals(owner(entry))) {
        return (ObjectNode) entry.path("fieldsV1");
      }
    }
    return FieldSet.empty();
  }

  static List<ObjectNode> ofOthers(JsonNode object, Owner owner) {
    List<ObjectNode> others = new ArrayList<>();
    for (JsonNode entry : entries(object)) {
      if (!owner.equals(owner(entry))) {
        others.add((ObjectNode) entry.path("fieldsV1"));
      }
    }
    return others;
  }

  /** Writes the owner's fields anew; {@code taken} are no longer anybody else's. */
  static void set(
      ObjectNode object, ResourceType type, Owner owner, ObjectNode fields, ObjectNode taken) {
    ArrayNode entries = object.arrayNode();
    ObjectNode mine = entry(type, owner);
    for (JsonNode entry : entries(object)) {
      if (owner.equals(owner(entry))) {
        mine = (ObjectNode) entry.deepCopy();
      } else {
        ObjectNode left = FieldSet.difference((ObjectNode) entry.path("fieldsV1"), taken);
        if (!left.isEmpty()) {
          entries.add(((ObjectNode) entry.deepCopy()).set("fieldsV1", left));
        }
      }
    }
    if (!fields.isEmpty()) {
      if (!fields.equals(mine.path("fieldsV1"))) {
        mine.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
      }
      entries.add(mine.set("fieldsV1", fields));
    }
    ((ObjectNode) object.get("metadata")).set("managedFields", entries);
  }

  /** Enters a plain update: what differs belongs to its writer from now on. */
  static void update(ObjectNode before, ObjectNode after, ResourceType type, Owner owner) {
    ObjectNode changed = changed(ownable(before), ownable(after));
    ObjectNode fields = new FieldSet(new ListTypes(type)).of(changed);
    if (!fields.isEmpty()) {
      set(after, type, owner, FieldSet.union(of(after, owner), fields), fields);
    }
  }

  private static ObjectNode changed(JsonNode before, ObjectNode after) {
    ObjectNode changed = FieldSet.empty();
    for (Map.Entry<String, JsonNode> field : after.properties()) {
      JsonNode old = before.path(field.getKey());
      if (!field.getValue().equals(old)) {
        changed.set(
            field.getKey(),
            old.isObject() && field.getValue() instanceof ObjectNode object
                ? changed(old, object)
                : field.getValue());
      }
    }
    return changed;
  }

  private static ObjectNode entry(ResourceType type, Owner owner) {
    ObjectNode entry =
        FieldSet.empty()
            .put("apiVersion", type.groupVersion())
            .put("fieldsType", "FieldsV1")
            .put("manager", owner.manager())
            .put("operation", owner.operation());
    return owner.subresource().isEmpty() ? entry : entry.put("subresource", owner.subresource());
  }

  private static Owner owner(JsonNode entry) {
    return new Owner(
        entry.path("manager").asText(),
        entry.path("operation").asText(),
        entry.path("subresource").asText(""));
  }

  private static JsonNode entries(JsonNode object) {
    return object.path("metadata").path("managedFields");
  }
}
