package io.restproducer.dev.kubernetes.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A CRD's structural schema at work: drops unknown fields, fills in defaults, names every
 * violation. CEL rules and formats are left to a real server.
 */
final class Schema {

  private final List<String> problems = new ArrayList<>();

  private Schema() {}

  static void admit(ResourceType type, ObjectNode object) {
    for (String part : List.of("spec", "status")) {
      JsonNode schema = type.schema().path("properties").path(part);
      if (object.path(part).isNull()) {
        object.remove(part);
      }
      if (!object.has(part) && schema.has("default")) {
        object.set(part, schema.get("default").deepCopy());
      }
      complete(schema, object.path(part));
    }
    Schema schema = new Schema();
    for (String part : List.of("spec", "status")) {
      if (object.has(part)) {
        schema.check(type.schema().path("properties").path(part), object.get(part), part);
      } else if (contains(type.schema().path("required"), part)) {
        schema.problems.add(part + ": Required value");
      }
    }
    if (!schema.problems.isEmpty()) {
      String text =
          schema.problems.size() == 1 ? schema.problems.get(0) : schema.problems.toString();
      throw Refused.invalid(type.quotedKind(object.path("metadata").path("name").asText()), text);
    }
  }

  private static void complete(JsonNode schema, JsonNode value) {
    if (value instanceof ObjectNode object) {
      JsonNode properties = schema.path("properties");
      JsonNode additional = schema.path("additionalProperties");
      boolean open =
          schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()
              || !additional.isMissingNode();
      Set<String> unknown = new HashSet<>();
      object.fieldNames().forEachRemaining(unknown::add);
      properties.fieldNames().forEachRemaining(unknown::remove);
      if (!open) {
        object.remove(unknown);
      }
      for (Map.Entry<String, JsonNode> property : properties.properties()) {
        JsonNode below = property.getValue();
        String name = property.getKey();
        if (object.path(name).isNull() && !below.path("nullable").asBoolean()) {
          object.remove(name);
        }
        if (!object.has(name) && below.has("default")) {
          object.set(name, below.get("default").deepCopy());
        }
        complete(below, object.path(name));
      }
      if (additional.isObject()) {
        unknown.forEach(name -> complete(additional, object.path(name)));
      }
    } else if (value.isArray()) {
      value.forEach(item -> complete(schema.path("items"), item));
    }
  }

  private void check(JsonNode schema, JsonNode value, String path) {
    if (value.isNull() && schema.path("nullable").asBoolean()) {
      return;
    }
    if (!hasType(schema, value)) {
      problems.add(
          "%s: Invalid value: \"%s\": %s in body must be of type %s"
              .formatted(path, typeOf(value), path, schema.path("type").asText()));
      return;
    }
    if (schema.has("enum") && !contains(schema.get("enum"), value)) {
      problems.add(
          "%s: Unsupported value: %s: supported values: %s"
              .formatted(path, value, join(schema.get("enum"))));
    }
    if (value.isTextual()) {
      checkText(schema, value.asText(), path);
    } else if (value.isNumber()) {
      checkNumber(schema, value, path);
    } else if (value.isArray()) {
      checkSize(schema, "Items", "items", value.size(), path);
      for (int i = 0; i < value.size(); i++) {
        check(schema.path("items"), value.get(i), path + "[" + i + "]");
      }
    } else if (value.isObject()) {
      checkObject(schema, value, path);
    }
  }

  private void checkObject(JsonNode schema, JsonNode value, String path) {
    checkSize(schema, "Properties", "properties", value.size(), path);
    for (JsonNode required : schema.path("required")) {
      if (!value.has(required.asText())) {
        problems.add(path + "." + required.asText() + ": Required value");
      }
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      JsonNode below = schema.path("properties").path(field.getKey());
      if (below.isMissingNode()) {
        below = schema.path("additionalProperties");
      }
      check(below, field.getValue(), path + "." + field.getKey());
    }
  }

  private void checkText(JsonNode schema, String text, String path) {
    checkSize(schema, "Length", "chars long", text.codePointCount(0, text.length()), path);
    String pattern = schema.path("pattern").asText("");
    if (!Pattern.compile(pattern).matcher(text).find()) {
      problems.add(
          "%s: Invalid value: \"%s\": %s in body should match '%s'"
              .formatted(path, text, path, pattern));
    }
  }

  private void checkNumber(JsonNode schema, JsonNode value, String path) {
    if (schema.has("minimum") && value.asDouble() < schema.get("minimum").asDouble()) {
      problems.add(
          "%s: Invalid value: %s: %s in body should be greater than or equal to %s"
              .formatted(path, value, path, schema.get("minimum")));
    }
    if (schema.has("maximum") && value.asDouble() > schema.get("maximum").asDouble()) {
      problems.add(
          "%s: Invalid value: %s: %s in body should be less than or equal to %s"
              .formatted(path, value, path, schema.get("maximum")));
    }
  }

  private void checkSize(JsonNode schema, String what, String words, int size, String path) {
    if (schema.has("min" + what) && size < schema.get("min" + what).asInt()) {
      problems.add(
          "%s: Invalid value: %d: %s in body should be at least %s %s"
              .formatted(path, size, path, schema.get("min" + what), words));
    }
    if (schema.has("max" + what) && size > schema.get("max" + what).asInt()) {
      problems.add(
          "%s: Too many: %d: must have at most %s %s"
              .formatted(path, size, schema.get("max" + what), words));
    }
  }

  private static boolean hasType(JsonNode schema, JsonNode value) {
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      return value.isIntegralNumber() || value.isTextual();
    }
    return switch (schema.path("type").asText()) {
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      default -> true;
    };
  }

  private static String typeOf(JsonNode value) {
    return value.isIntegralNumber() ? "integer" : value.getNodeType().name().toLowerCase();
  }

  private static boolean contains(JsonNode list, Object wanted) {
    for (JsonNode item : list) {
      if (item.equals(wanted) || (wanted instanceof String text && item.asText().equals(text))) {
        return true;
      }
    }
    return false;
  }

  private static String join(JsonNode list) {
    List<String> values = new ArrayList<>();
    list.forEach(value -> values.add(value.toString()));
    return String.join(", ", values);
  }
}
