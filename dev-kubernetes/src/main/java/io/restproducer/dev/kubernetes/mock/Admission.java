package io.restproducer.dev.kubernetes.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What an object must be before it is stored: complete by its defaults and within its rules. */
final class Admission {

  private final ObjectStore store;
  private final ServiceAddresses addresses;

  Admission(ObjectStore store) {
    this.store = store;
    this.addresses = new ServiceAddresses(store);
  }

  void admit(ResourceType type, ObjectNode before, ObjectNode object) {
    if (type.isCustom()) {
      Schema.admit(type, object);
    } else if ("Service".equals(type.kind())) {
      addresses.complete(before, object);
    } else {
      Defaults.fill(type, object);
    }
    if (before == null) {
      admitIntoNamespace(type, object);
    } else {
      refuseChangesOfWhatIsFixed(type, before, object);
    }
  }

  private void admitIntoNamespace(ResourceType type, ObjectNode object) {
    if (!type.namespaced()) {
      return;
    }
    String name = object.path("metadata").path("namespace").asText();
    ObjectNode namespace =
        store
            .get(new ObjectKey("", "namespaces", "", name))
            .orElseThrow(() -> Refused.notFound("namespaces \"" + name + "\" not found"));
    if (namespace.path("metadata").has("deletionTimestamp")) {
      throw Refused.forbidden(
          type.quoted(object.path("metadata").path("name").asText())
              + " is forbidden: unable to create new content in namespace "
              + name
              + " because it is being terminated");
    }
  }

  private static void refuseChangesOfWhatIsFixed(
      ResourceType type, ObjectNode before, ObjectNode object) {
    List<String> fixed =
        switch (type.kind()) {
          case "ConfigMap", "Secret" ->
              before.path("immutable").asBoolean()
                  ? List.of("/data", "/binaryData", "/immutable")
                  : List.of("/type");
          case "Deployment" -> List.of("/spec/selector");
          default -> List.of();
        };
    for (String field : fixed) {
      JsonNode old = before.at(field);
      if (!old.equals(object.at(field))) {
        throw Refused.invalid(
            type.quotedKind(object.path("metadata").path("name").asText()),
            field.substring(1).replace('/', '.')
                + ": Forbidden: field is immutable"
                + (before.path("immutable").asBoolean() ? " when `immutable` is set" : ""));
      }
    }
  }
}
