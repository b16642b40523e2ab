package io.restproducer.dev.kubernetes.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;

/** One kind in one API version, as discovery shows it and as the path of a request names it. */
record ResourceType(
    String group,
    String version,
    String plural,
    String kind,
    List<String> shortNames,
    boolean namespaced,
    boolean statusApart,
    boolean counted,
    JsonNode schema) {

  static ResourceType builtIn(
      String group,
      String version,
      String plural,
      String kind,
      boolean namespaced,
      String... shortNames) {
    boolean workload = List.of("apps", "batch", "policy", "networking.k8s.io").contains(group);
    boolean statusApart =
        workload || List.of("Pod", "Service", "Node", "Namespace").contains(kind) || hasScale(kind);
    boolean counted = workload || List.of("Pod", "CustomResourceDefinition").contains(kind);
    return new ResourceType(
        group,
        version,
        plural,
        kind,
        List.of(shortNames),
        namespaced,
        statusApart,
        counted,
        MissingNode.getInstance());
  }

  String groupVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  boolean isCustom() {
    return !schema.isMissingNode();
  }

  /** How messages name an object: {@code deployments.apps "x"}. */
  String quoted(String name) {
    return (group.isEmpty() ? plural : plural + "." + group) + " \"" + name + "\"";
  }

  /** How messages of validation name an object: {@code Deployment.apps "x"}. */
  String quotedKind(String name) {
    return (group.isEmpty() ? kind : kind + "." + group) + " \"" + name + "\"";
  }

  ObjectKey key(String namespace, String name) {
    return new ObjectKey(group, plural, namespaced ? namespace : "", name);
  }

  private static boolean hasScale(String kind) {
    return "HorizontalPodAutoscaler".equals(kind) || "CustomResourceDefinition".equals(kind);
  }
}
