package io.restproducer.cli.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.restproducer.cli.host.Failure;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Changes of specs under the tool's own field manager: each is one apply of everything that this
 * manager owns, so that other managers' fields and list entries are never touched.
 */
public final class Changes {
  private static final int ATTEMPTS = 20;
  private static final int CONFLICT = 409;

  private final Cluster cluster;
  private final PrintStream notes;

  /** Creates one; {@code notes} gets what the user should know before something is changed. */
  public Changes(Cluster cluster, PrintStream notes) {
    this.cluster = cluster;
    this.notes = notes;
  }

  /** The patch alone, as it may be kept in Git. */
  public static ObjectNode patch(Kind kind, String namespace, String name, ObjectNode spec) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.put("apiVersion", kind.apiVersion());
    patch.put("kind", kind.word());
    patch.putObject("metadata").put("name", name).put("namespace", namespace);
    patch.set("spec", spec.deepCopy());
    return patch;
  }

  /** Lets the API server check a patch without doing it. */
  public void check(Kind kind, ObjectNode patch) {
    String namespace = patch.at("/metadata/namespace").asText();
    String name = patch.at("/metadata/name").asText();
    try {
      attempt(kind, namespace, name, own -> KeyedLists.merge(own, spec(patch)), true);
    } catch (KubernetesClientException e) {
      if (e.getCode() != 403) {
        throw e;
      }
      notes.println("note: not checked by the API server, as you have not the right to change it");
    }
  }

  /** Puts fields and list entries into a spec, or makes the resource. */
  public Resource put(Kind kind, String namespace, String name, ObjectNode spec) {
    cluster.find(kind, namespace, name).ifPresent(found -> warn(kind, found));
    return attempt(kind, namespace, name, own -> KeyedLists.merge(own, spec), false);
  }

  /** Takes back a list entry that this tool has put there. */
  public Resource takeBack(Kind kind, String namespace, String name, String list, String entry) {
    return attempt(kind, namespace, name, own -> KeyedLists.remove(own, list, entry), false);
  }

  /** Says so when a tool may put a change back. */
  public void warn(Kind kind, Resource resource) {
    GitOps.managing(resource.json())
        .ifPresent(
            tool ->
                notes.printf(
                    "note: %s %s is kept in Git by %s, which may put this back; for Git, get the patch"
                        + " with --dry-run -o yaml%n",
                    kind.word(), resource.id(), tool));
  }

  private Resource attempt(
      Kind kind, String namespace, String name, Consumer<ObjectNode> change, boolean dryRun) {
    for (int attempt = 1; ; attempt++) {
      Optional<Resource> current = cluster.find(kind, namespace, name);
      ObjectNode spec =
          current
              .map(found -> OwnFields.ofSpec(found.json(), Cluster.FIELD_MANAGER))
              .orElseGet(JsonNodeFactory.instance::objectNode);
      change.accept(spec);
      ObjectNode wanted = patch(kind, namespace, name, spec);
      // Two runs of this tool at once share a manager: the later must have seen the earlier.
      current.ifPresent(
          found ->
              ((ObjectNode) wanted.get("metadata"))
                  .put("resourceVersion", found.json().at("/metadata/resourceVersion").asText()));
      try {
        return cluster.apply(kind, namespace, wanted, dryRun);
      } catch (KubernetesClientException e) {
        if (e.getCode() != CONFLICT) {
          throw e;
        }
        if (attempt == ATTEMPTS) {
          throw new Failure(
              kind.word() + " " + namespace + "/" + name + " changes all the time; try again", e);
        }
      }
    }
  }

  private static ObjectNode spec(ObjectNode patch) {
    return (ObjectNode) patch.get("spec");
  }
}
