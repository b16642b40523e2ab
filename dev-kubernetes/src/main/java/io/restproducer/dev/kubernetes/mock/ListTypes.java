package io.restproducer.dev.kubernetes.mock;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says how two versions of a field are merged: by the CRD's schema or the table of known fields.
 */
final class ListTypes {

  private static final String SET = "*";
  private static final Map<String, List<String>> KEYS =
      Map.ofEntries(
          Map.entry("containers", List.of("name")),
          Map.entry("initContainers", List.of("name")),
          Map.entry("volumes", List.of("name")),
          Map.entry("env", List.of("name")),
          Map.entry("imagePullSecrets", List.of("name")),
          Map.entry("secrets", List.of("name")),
          Map.entry("volumeMounts", List.of("mountPath")),
          Map.entry("conditions", List.of("type")),
          Map.entry("ownerReferences", List.of("uid")),
          Map.entry("hostAliases", List.of("ip")),
          Map.entry("podIPs", List.of("ip")),
          Map.entry("topologySpreadConstraints", List.of("topologyKey", "whenUnsatisfiable")),
          Map.entry("finalizers", List.of(SET)));
  private static final Set<String> ATOMIC_MAPS =
      Set.of("selector", "fieldRef", "secretKeyRef", "configMapKeyRef", "resourceFieldRef");

  private final ResourceType type;

  ListTypes(ResourceType type) {
    this.type = type;
  }

  /** The keys of a list's items; {@code *} alone for a set of values; none for an atomic list. */
  List<String> keys(List<String> path) {
    if (type.isCustom() && !"metadata".equals(path.get(0))) {
      return keysBySchema(path);
    }
    String field = path.get(path.size() - 1);
    if ("ports".equals(field)) {
      return switch (type.kind()) {
        case "Service" -> List.of("port", "protocol");
        case "NetworkPolicy", "EndpointSlice" -> List.of();
        default -> List.of("containerPort", "protocol");
      };
    }
    return KEYS.getOrDefault(field, List.of());
  }

  static boolean isSet(List<String> keys) {
    return keys.size() == 1 && SET.equals(keys.get(0));
  }

  boolean isAtomicMap(List<String> path) {
    if (path.isEmpty() || "metadata".equals(path.get(0))) {
      return false;
    }
    return type.isCustom()
        ? "atomic".equals(schemaAt(path).path("x-kubernetes-map-type").asText())
        : ATOMIC_MAPS.contains(path.get(path.size() - 1));
  }

  private List<String> keysBySchema(List<String> path) {
    JsonNode schema = schemaAt(path);
    return switch (schema.path("x-kubernetes-list-type").asText()) {
      case "set" -> List.of(SET);
      case "map" -> {
        List<String> keys = new ArrayList<>();
        schema.path("x-kubernetes-list-map-keys").forEach(key -> keys.add(key.asText()));
        yield keys;
      }
      default -> List.of();
    };
  }

  private JsonNode schemaAt(List<String> path) {
    JsonNode schema = type.schema();
    for (String field : path) {
      JsonNode object = schema.has("items") ? schema.path("items") : schema;
      schema = object.path("properties").path(field);
      if (schema.isMissingNode()) {
        schema = object.path("additionalProperties");
      }
    }
    return schema;
  }
}
