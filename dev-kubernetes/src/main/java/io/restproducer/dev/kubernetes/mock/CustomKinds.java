package io.restproducer.dev.kubernetes.mock;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

/** Serves the kinds of the CRDs that are stored, and says in their status that it does. */
final class CustomKinds implements Consumer<Event> {

  private static final ResourceType CRDS =
      ResourceType.builtIn(
          "apiextensions.k8s.io",
          "v1",
          "customresourcedefinitions",
          "CustomResourceDefinition",
          false);

  private final ResourceTypes types;

  CustomKinds(ResourceTypes types) {
    this.types = types;
  }

  static boolean isCrd(ResourceType type) {
    return type.kind().equals(CRDS.kind()) && type.group().equals(CRDS.group());
  }

  /** Adds what the server's own controllers write into a CRD's status. */
  static void establish(ObjectStore store, ObjectNode crd) {
    String name = crd.at("/metadata/name").asText();
    ObjectNode established = crd.deepCopy();
    ObjectNode status = established.putObject("status");
    status.set("acceptedNames", crd.at("/spec/names"));
    ArrayNode conditions = status.putArray("conditions");
    for (String type : List.of("NamesAccepted", "Established")) {
      conditions
          .addObject()
          .put("type", type)
          .put("status", "True")
          .put("reason", "NamesAccepted".equals(type) ? "NoConflicts" : "InitialNamesAccepted")
          .put("message", "the kind is served")
          .put("lastTransitionTime", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }
    ArrayNode versions = status.putArray("storedVersions");
    crd.at("/spec/versions")
        .forEach(
            version -> {
              if (version.path("storage").asBoolean()) {
                versions.add(version.path("name"));
              }
            });
    store.put(CRDS.key("", name), established);
  }

  @Override
  public void accept(Event event) {
    if (!event.key().plural().equals(CRDS.plural())) {
      return;
    }
    if (event.isDeletion()) {
      types.remove(event.before());
    } else {
      types.add(event.after());
    }
  }
}
