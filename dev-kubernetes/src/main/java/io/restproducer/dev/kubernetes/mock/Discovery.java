package io.restproducer.dev.kubernetes.mock;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Tells clients which groups, versions and kinds there are. */
final class Discovery {

  private static final List<String> VERBS =
      List.of("create", "delete", "get", "list", "patch", "update", "watch");

  private final ResourceTypes types;

  Discovery(ResourceTypes types) {
    this.types = types;
  }

  /** The document at this path, if it is one of discovery. */
  Optional<ObjectNode> document(List<String> path) {
    String first = path.isEmpty() ? "" : path.get(0);
    return switch (first) {
      case "version" -> Optional.of(version());
      case "api" -> core(path);
      case "apis" -> named(path);
      default -> Optional.empty();
    };
  }

  private Optional<ObjectNode> core(List<String> path) {
    if (path.size() == 1) {
      ObjectNode versions = FieldSet.empty().put("kind", "APIVersions");
      versions.putArray("versions").add("v1");
      return Optional.of(versions);
    }
    return path.size() == 2 ? resources("", path.get(1)) : Optional.empty();
  }

  private Optional<ObjectNode> named(List<String> path) {
    return switch (path.size()) {
      case 1 -> {
        ObjectNode groups = FieldSet.empty().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode list = groups.putArray("groups");
        types.all().stream()
            .map(ResourceType::group)
            .filter(group -> !group.isEmpty())
            .distinct()
            .forEach(group -> list.add(group(group)));
        yield Optional.of(groups);
      }
      case 2 ->
          types.all().stream().anyMatch(type -> type.group().equals(path.get(1)))
              ? Optional.of(group(path.get(1)))
              : Optional.empty();
      case 3 -> resources(path.get(1), path.get(2));
      default -> Optional.empty();
    };
  }

  private ObjectNode group(String name) {
    ObjectNode group =
        FieldSet.empty().put("kind", "APIGroup").put("apiVersion", "v1").put("name", name);
    ArrayNode versions = group.putArray("versions");
    types.all().stream()
        .filter(type -> type.group().equals(name))
        .map(ResourceType::version)
        .distinct()
        .forEach(v -> versions.addObject().put("groupVersion", name + "/" + v).put("version", v));
    group.set("preferredVersion", versions.get(0));
    return group;
  }

  private Optional<ObjectNode> resources(String group, String version) {
    ObjectNode list = FieldSet.empty().put("kind", "APIResourceList").put("apiVersion", "v1");
    list.put("groupVersion", group.isEmpty() ? version : group + "/" + version);
    ArrayNode resources = list.putArray("resources");
    types.all().stream()
        .filter(type -> type.group().equals(group) && type.version().equals(version))
        .forEach(type -> addTo(resources, type));
    return resources.isEmpty() ? Optional.empty() : Optional.of(list);
  }

  private static void addTo(ArrayNode resources, ResourceType type) {
    ObjectNode resource = entry(resources, type, type.plural());
    resource.put("singularName", type.kind().toLowerCase(java.util.Locale.ROOT));
    type.shortNames().forEach(resource.putArray("shortNames")::add);
    VERBS.forEach(resource.putArray("verbs")::add);
    if (type.statusApart()) {
      ObjectNode status = entry(resources, type, type.plural() + "/status");
      status.put("singularName", "");
      List.of("get", "patch", "update").forEach(status.putArray("verbs")::add);
    }
  }

  private static ObjectNode entry(ArrayNode resources, ResourceType type, String name) {
    return resources
        .addObject()
        .put("name", name)
        .put("namespaced", type.namespaced())
        .put("kind", type.kind());
  }

  private static ObjectNode version() {
    return FieldSet.empty()
        .put("major", "1")
        .put("minor", "34")
        .put("gitVersion", "v1.34.0-mock")
        .put("gitCommit", "")
        .put("gitTreeState", "clean")
        .put("buildDate", "2026-01-01T00:00:00Z")
        .put("goVersion", "")
        .put("compiler", "")
        .put("platform", "java");
  }
}
