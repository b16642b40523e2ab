package io.restproducer.dev.kubernetes.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.io.IOException;
import java.util.Map;

/** Reads bodies and lays the three kinds of patch, other than apply, over an object. */
final class Patches {

  static final String APPLY = "application/apply-patch+yaml";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private Patches() {}

  static JsonNode read(ApiRequest request) {
    String type = request.contentType();
    if (type.contains("protobuf")) {
      throw Refused.mediaType(type);
    }
    try {
      boolean json = request.body().length > 0 && request.body()[0] == '{';
      return (type.endsWith("yaml") && !json ? YAML : JSON).readTree(request.body());
    } catch (IOException e) {
      throw Refused.badRequest("the body is not readable as " + type + ": " + e.getMessage());
    }
  }

  static ObjectNode patch(ObjectNode stored, ApiRequest request) {
    JsonNode patch = read(request);
    return switch (request.contentType()) {
      case "application/merge-patch+json" -> merge(stored.deepCopy(), patch);
      case "application/strategic-merge-patch+json" -> {
        if (request.type().isCustom()) {
          throw Refused.mediaType(request.contentType());
        }
        yield new KeyedMerge(new ListTypes(request.type())).over(stored, patch);
      }
      case "application/json-patch+json" -> json(stored, patch);
      default -> throw Refused.mediaType(request.contentType());
    };
  }

  /** RFC 7386: objects field by field, everything else replaced, null removes. */
  private static ObjectNode merge(ObjectNode base, JsonNode patch) {
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      JsonNode value = field.getValue();
      if (value.isNull()) {
        base.remove(field.getKey());
      } else if (value.isObject()) {
        JsonNode below = base.path(field.getKey());
        base.set(
            field.getKey(), merge(below instanceof ObjectNode o ? o : base.objectNode(), value));
      } else {
        base.set(field.getKey(), value);
      }
    }
    return base;
  }

  private static ObjectNode json(ObjectNode stored, JsonNode patch) {
    try {
      return (ObjectNode) JsonPatch.apply(patch, stored.deepCopy());
    } catch (JsonPatchException e) {
      throw Refused.invalid("the JSON patch", e.getMessage());
    }
  }
}
