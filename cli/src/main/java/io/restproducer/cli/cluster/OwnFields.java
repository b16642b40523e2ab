package io.restproducer.cli.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * The part of a spec that one field manager has applied. Server-side apply takes away whatever a
 * manager once applied and then leaves out, so that every change has to begin with this.
 */
final class OwnFields {
  private static final ObjectMapper JSON = new ObjectMapper();

  private OwnFields() {}

  /** The spec with the fields alone that {@code metadata.managedFields} gives to this manager. */
  static ObjectNode ofSpec(JsonNode resource, String manager) {
    for (JsonNode entry : resource.at("/metadata/managedFields")) {
      boolean ours =
          manager.equals(entry.path("manager").asText())
              && "Apply".equals(entry.path("operation").asText())
              && entry.path("subresource").asText("").isEmpty();
      JsonNode fields = entry.path("fieldsV1").path("f:spec");
      if (ours && fields.isObject()) {
        return object(resource.path("spec"), fields);
      }
    }
    return JsonNodeFactory.instance.objectNode();
  }

  private static JsonNode extract(JsonNode value, JsonNode fields) {
    if (value.isArray()) {
      return array(value, fields);
    }
    // A leaf, or a whole value that the manager owns as one.
    if (!value.isObject() || fields.isEmpty()) {
      return value.deepCopy();
    }
    return object(value, fields);
  }

  private static ObjectNode object(JsonNode value, JsonNode fields) {
    ObjectNode own = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      if (field.getKey().startsWith("f:")) {
        String name = field.getKey().substring(2);
        if (value.has(name)) {
          own.set(name, extract(value.get(name), field.getValue()));
        }
      }
    }
    return own;
  }

  private static JsonNode array(JsonNode value, JsonNode fields) {
    if (fields.isEmpty()) {
      return value.deepCopy();
    }
    ArrayNode own = JsonNodeFactory.instance.arrayNode();
    for (JsonNode entry : value) {
      for (Map.Entry<String, JsonNode> field : fields.properties()) {
        if (field.getKey().startsWith("k:") && hasKey(entry, parsed(field.getKey()))) {
          ObjectNode part = object(entry, field.getValue());
          parsed(field.getKey()).properties().forEach(k -> part.set(k.getKey(), k.getValue()));
          own.add(part);
        } else if (field.getKey().startsWith("v:") && entry.equals(parsed(field.getKey()))) {
          own.add(entry.deepCopy());
        }
      }
    }
    return own;
  }

  private static boolean hasKey(JsonNode entry, JsonNode key) {
    for (Map.Entry<String, JsonNode> part : key.properties()) {
      if (!part.getValue().equals(entry.path(part.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private static JsonNode parsed(String prefixed) {
    try {
      return JSON.readTree(prefixed.substring(2));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the API server wrote a field path that is no JSON", e);
    }
  }
}
