package io.restproducer.dev.kubernetes.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The fields of an object as managedFields spells them ({@code f:}, {@code k:}, {@code v:}); an
 * empty node is a leaf, a "." stands for the list item itself.
 */
final class FieldSet {

  static final String ITEM = ".";

  private final ListTypes types;

  FieldSet(ListTypes types) {
    this.types = types;
  }

  ObjectNode of(JsonNode object) {
    return map(object, List.of());
  }

  private ObjectNode map(JsonNode object, List<String> path) {
    ObjectNode fields = empty();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      fields.set("f:" + field.getKey(), value(field.getValue(), below(path, field.getKey())));
    }
    return fields;
  }

  private ObjectNode value(JsonNode value, List<String> path) {
    if (value.isObject() && !types.isAtomicMap(path)) {
      return map(value, path);
    }
    List<String> keys = value.isArray() ? types.keys(path) : List.of();
    ObjectNode fields = empty();
    if (!keys.isEmpty()) {
      for (JsonNode item : value) {
        ObjectNode below = ListTypes.isSet(keys) ? empty() : map(item, path);
        if (!ListTypes.isSet(keys)) {
          below.set(ITEM, empty());
        }
        fields.set(name(item, keys), below);
      }
    }
    return fields;
  }

  /** How managedFields names an item of a keyed list or of a set. */
  static String name(JsonNode item, List<String> keys) {
    if (ListTypes.isSet(keys)) {
      return "v:" + item;
    }
    ObjectNode key = empty();
    for (String field : keys) {
      JsonNode value = item.path(field);
      if (!value.isMissingNode()) {
        key.set(field, value);
      } else if ("protocol".equals(field)) {
        key.put(field, "TCP");
      }
    }
    return "k:" + key;
  }

  /** Everything in either. */
  static ObjectNode union(ObjectNode one, ObjectNode other) {
    ObjectNode union = one.deepCopy();
    for (Map.Entry<String, JsonNode> field : other.properties()) {
      JsonNode mine = union.get(field.getKey());
      union.set(
          field.getKey(),
          mine == null
              ? field.getValue().deepCopy()
              : union((ObjectNode) mine, (ObjectNode) field.getValue()));
    }
    return union;
  }

  /** What is in one and not in the other; branches that become empty vanish. */
  static ObjectNode difference(ObjectNode one, ObjectNode other) {
    ObjectNode difference = empty();
    for (Map.Entry<String, JsonNode> field : one.properties()) {
      JsonNode theirs = other.get(field.getKey());
      if (theirs == null) {
        difference.set(field.getKey(), field.getValue().deepCopy());
      } else if (!field.getValue().isEmpty()) {
        ObjectNode below = difference((ObjectNode) field.getValue(), (ObjectNode) theirs);
        if (!below.isEmpty()) {
          difference.set(field.getKey(), below);
        }
      }
    }
    return difference;
  }

  static List<String> below(List<String> path, String field) {
    List<String> below = new ArrayList<>(path);
    below.add(field);
    return below;
  }

  static ObjectNode empty() {
    return JsonNodeFactory.instance.objectNode();
  }
}
