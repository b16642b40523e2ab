package io.restproducer.dev.kubernetes.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Lays one object over another: maps field by field, keyed lists item by item, the rest whole. */
final class KeyedMerge {

  private final ListTypes types;

  KeyedMerge(ListTypes types) {
    this.types = types;
  }

  ObjectNode over(ObjectNode base, JsonNode patch) {
    return map(base.deepCopy(), patch, List.of());
  }

  /** Removes what {@code gone} names and none of {@code kept} does; emptied parents go, too. */
  void remove(ObjectNode object, ObjectNode gone, List<ObjectNode> kept) {
    remove(object, gone, kept, List.of());
  }

  private ObjectNode map(ObjectNode base, JsonNode patch, List<String> path) {
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      String name = field.getKey();
      if (field.getValue().isNull()) {
        base.remove(name);
      } else {
        List<String> below = FieldSet.below(path, name);
        base.set(name, value(base.path(name), field.getValue(), below));
      }
    }
    return base;
  }

  private JsonNode value(JsonNode base, JsonNode patch, List<String> path) {
    if (base.isObject() && patch.isObject() && !types.isAtomicMap(path)) {
      return map((ObjectNode) base.deepCopy(), patch, path);
    }
    List<String> keys = base.isArray() && patch.isArray() ? types.keys(path) : List.of();
    return keys.isEmpty()
        ? patch.deepCopy()
        : list((ArrayNode) base, (ArrayNode) patch, keys, path);
  }

  private ArrayNode list(ArrayNode base, ArrayNode patch, List<String> keys, List<String> path) {
    Map<String, JsonNode> old = named(base, keys);
    Map<String, JsonNode> merged = new LinkedHashMap<>();
    // The order of the one who writes comes first, as on a real server.
    named(patch, keys)
        .forEach(
            (name, item) ->
                merged.put(
                    name,
                    old.containsKey(name) && item.isObject()
                        ? map((ObjectNode) old.get(name).deepCopy(), item, path)
                        : item.deepCopy()));
    old.forEach(merged::putIfAbsent);
    ArrayNode list = base.arrayNode();
    merged.values().forEach(list::add);
    return list;
  }

  private static Map<String, JsonNode> named(JsonNode list, List<String> keys) {
    Map<String, JsonNode> named = new LinkedHashMap<>();
    list.forEach(item -> named.put(FieldSet.name(item, keys), item));
    return named;
  }

  private void remove(
      ObjectNode object, ObjectNode gone, List<ObjectNode> kept, List<String> path) {
    for (Map.Entry<String, JsonNode> field : gone.properties()) {
      if (!field.getKey().startsWith("f:")) {
        continue;
      }
      String name = field.getKey().substring(2);
      JsonNode value = object.path(name);
      List<ObjectNode> keptBelow = below(kept, field.getKey());
      if (field.getValue().isEmpty()) {
        if (keptBelow.isEmpty()) {
          object.remove(name);
        }
      } else if (value.isObject()) {
        remove(
            (ObjectNode) value,
            (ObjectNode) field.getValue(),
            keptBelow,
            FieldSet.below(path, name));
      } else if (value.isArray()) {
        removeItems(
            (ArrayNode) value,
            (ObjectNode) field.getValue(),
            keptBelow,
            FieldSet.below(path, name));
      }
      if (keptBelow.isEmpty() && value.isContainerNode() && value.isEmpty()) {
        object.remove(name);
      }
    }
  }

  private void removeItems(
      ArrayNode list, ObjectNode gone, List<ObjectNode> kept, List<String> path) {
    List<String> keys = types.keys(path);
    Set<Integer> removed = new TreeSet<>((a, b) -> b - a);
    for (int i = 0; i < list.size(); i++) {
      String name = FieldSet.name(list.get(i), keys);
      JsonNode fields = gone.get(name);
      if (fields == null) {
        continue;
      }
      List<ObjectNode> keptBelow = below(kept, name);
      if (keptBelow.isEmpty()) {
        removed.add(i);
      } else if (list.get(i).isObject()) {
        remove((ObjectNode) list.get(i), (ObjectNode) fields, keptBelow, path);
      }
    }
    removed.forEach(index -> list.remove((int) index));
  }

  private static List<ObjectNode> below(List<ObjectNode> kept, String name) {
    List<ObjectNode> below = new ArrayList<>();
    for (ObjectNode fields : kept) {
      if (fields.has(name)) {
        below.add((ObjectNode) fields.get(name));
      }
    }
    return below;
  }
}
