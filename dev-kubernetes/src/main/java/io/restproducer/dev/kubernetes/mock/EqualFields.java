package io.restproducer.dev.kubernetes.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Finds the fields that two objects have in common with the same value. */
final class EqualFields {

  private final ListTypes types;

  EqualFields(ListTypes types) {
    this.types = types;
  }

  ObjectNode of(JsonNode one, JsonNode other) {
    return map(one, other, List.of());
  }

  private ObjectNode map(JsonNode one, JsonNode other, List<String> path) {
    ObjectNode equal = FieldSet.empty();
    for (Map.Entry<String, JsonNode> field : other.properties()) {
      List<String> below = FieldSet.below(path, field.getKey());
      put(equal, "f:" + field.getKey(), one.path(field.getKey()), field.getValue(), below);
    }
    return equal;
  }

  private void put(ObjectNode equal, String name, JsonNode one, JsonNode other, List<String> path) {
    List<String> keys = other.isArray() ? types.keys(path) : List.of();
    if (other.isObject() && !types.isAtomicMap(path)) {
      ObjectNode below = map(one, other, path);
      if (!below.isEmpty() || (one.isObject() && other.isEmpty())) {
        equal.set(name, below);
      }
    } else if (!keys.isEmpty()) {
      equal.set(name, items(one, other, keys, path));
    } else if (one.equals(other)) {
      equal.set(name, FieldSet.empty());
    }
  }

  private ObjectNode items(JsonNode one, JsonNode other, List<String> keys, List<String> path) {
    ObjectNode equal = FieldSet.empty();
    for (JsonNode item : other) {
      String name = FieldSet.name(item, keys);
      for (JsonNode candidate : one) {
        if (FieldSet.name(candidate, keys).equals(name)) {
          ObjectNode below = item.isObject() ? map(candidate, item, path) : FieldSet.empty();
          equal.set(name, below.set(FieldSet.ITEM, FieldSet.empty()));
        }
      }
    }
    return equal;
  }
}
