package io.restproducer.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Merges one part of a spec into another as the API server does: lists by the names of entries. */
final class KeyedLists {
  private static final String KEY = "name";

  private KeyedLists() {}

  /** Puts {@code change} into {@code target}. */
  static void merge(ObjectNode target, ObjectNode change) {
    for (Map.Entry<String, JsonNode> field : change.properties()) {
      JsonNode before = target.get(field.getKey());
      if (before instanceof ObjectNode object && field.getValue() instanceof ObjectNode more) {
        merge(object, more);
      } else if (before instanceof ArrayNode list && field.getValue() instanceof ArrayNode more) {
        more.forEach(entry -> put(list, entry));
      } else {
        target.set(field.getKey(), field.getValue().deepCopy());
      }
    }
  }

  /** Takes the entry of this name out of a list; a list that is empty then goes, too. */
  static void remove(ObjectNode spec, String list, String name) {
    if (spec.get(list) instanceof ArrayNode entries) {
      for (int i = entries.size() - 1; i >= 0; i--) {
        if (name.equals(entries.get(i).path(KEY).asText())) {
          entries.remove(i);
        }
      }
      if (entries.isEmpty()) {
        spec.remove(list);
      }
    }
  }

  private static void put(ArrayNode list, JsonNode entry) {
    for (int i = 0; i < list.size(); i++) {
      boolean same =
          entry.isObject()
              ? entry.path(KEY).equals(list.get(i).path(KEY))
              : entry.equals(list.get(i));
      if (same) {
        list.set(i, entry.deepCopy());
        return;
      }
    }
    list.add(entry.deepCopy());
  }
}
